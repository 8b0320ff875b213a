# Las palabras de las páginas públicas en español.

skip = Ir al contenido
languages = Idiomas
pages = Páginas
overview = Panorama
nexus = Nexo
data = Datos
codebook = Libro de códigos
methods = Métodos
corrections = Correcciones y réplicas
about = Quiénes somos
nothing = Esta página no existe

foot-claims = Lo registrado no es lo ocurrido. Lo que se cuenta aquí son afirmaciones, cada una con su fuente y su estado. Un número es una razón para mirar, nunca una conclusión sobre alguien.
foot-contact = Errores, y réplicas de quien se vea reflejado en un número:
foot-program = Hecho con { $what }.

nothing-lead = Puede que la dirección tenga un error, o que la página tenga ahora otro nombre.
nothing-begin = Ir a la primera página

overview-known = Lo que se sabe
overview-sure = Con qué certeza
overview-unknown = Lo que no se sabe
overview-nothing = Todavía no se ha publicado nada.
overview-releases = { $n ->
    [one] Hay una publicación vigente. Dos personas la aprobaron, está firmada y cualquiera puede verificar sus archivos.
   *[other] Hay { $n } publicaciones vigentes. Dos personas aprobaron cada una, están firmadas y cualquiera puede verificar sus archivos.
 }
overview-noisy = { $n ->
    [0] Ninguna publicación lleva ruido: los números pequeños se ocultan o se redondean.
    [one] En una publicación los recuentos llevan ruido, que se indica junto a cada uno.
   *[other] En { $n } publicaciones los recuentos llevan ruido, que se indica junto a cada uno.
 }
overview-hidden = { $n } de { $cells } celdas están ocultas porque son pequeñas o delatarían una pequeña.

total = Total
download-csv = Descargar en CSV
find = Buscar
release = Publicación
version = Versión
day = Día
licence = Licencia
file = Archivo
files = Archivos
table-of = { $what }: tabla
bytes = Bytes
code = Código
label = Etiqueta
definition = Definición
snapshot = Instantánea
cite = Cómo citarla
notes = Notas

nexus-lead = Quién hace qué y en qué etapa de la trata: los actos de corrupción tal como se publicaron. Cada celda se abre y dice cómo se contó.
nexus-nothing = Ninguna publicación cuenta todavía actos de corrupción por dos de estas dimensiones.
nexus-choose = Mirar
nexus-close = Cerrar esta celda
nexus-caption = De la publicación «{ $what }». Más oscuro significa más.
nexus-legend = «<» está oculto: un número pequeño, o uno que delataría uno pequeño. No es cero. «~» es solo ruido. «≈» lleva ruido. «·» no puede darse.
nexus-left-out = { $n ->
    [one] Se omite una fila o columna en la que no se contó nada.
   *[other] Se omiten { $n } filas y columnas en las que no se contó nada.
 }
nexus-release = La publicación con su método y su riesgo
nexus-finding = La mayoría está en { $what }: { $n }. { $hidden ->
    [0] Ninguna celda está oculta.
    [one] Una celda está oculta.
   *[other] { $hidden } celdas están ocultas.
 }
nexus-nothing-told = Ningún número dice aquí algo de alguien. { $hidden ->
    [0] Ninguna celda está oculta.
    [one] Una celda está oculta.
   *[other] { $hidden } celdas están ocultas.
 }

prices = Precios
prices-lead = Lo que se pagó, según lo contado, en tramos: el importe de nadie sale de aquí. Cada celda se abre y muestra cómo se contó.
prices-nothing = No se publicó nada sobre precios: ninguna publicación tiene importes.
prices-currency = Los importes están en { $what }, con su valor de entonces. Ninguno se convierte, y los de otras monedas tienen su propia columna.
prices-middle = Dónde está el importe central
prices-finding = De { $all ->
    [one] una fila
   *[other] { $all } filas
 } con importes, { $n ->
    [0] ninguna permite saber en qué tramo está su importe central.
    [one] una permite saber en qué tramo está su importe central.
   *[other] { $n } permiten saber en qué tramo está su importe central.
 }
prices-table = Hay tantos importes mayores como menores. Se indica cuando ni el ruido ni un número oculto podrían llevarlo a otro tramo.
prices-median = Tramo del importe central
prices-no-median = no se puede saber
prices-told = Importes en un tramo
prices-beside = No se sabe, ninguno u otra moneda

routes = Mapa y rutas
routes-lead = De qué país a qué país se llevó a las personas, y en qué pasos se pidió dinero. Cada celda se abre y muestra cómo se contó.
routes-nothing = No se publicó nada sobre rutas: ninguna publicación cuenta etapas de viajes por dos de estos datos.
routes-title = Etapas de viajes entre países
routes-description = Una etapa es un tramo del viaje de alguien. Una línea lleva de un país a otro; nadie tuvo que pasar por ella.
routes-legs = etapas
routes-finding = { $n ->
    [0] Ninguna ruta tiene un número que se pueda mostrar.
    [one] Una ruta tiene un número: { $what }.
   *[other] { $n } rutas tienen un número. La mayor: { $what }.
 }
routes-not-told = { $hidden ->
    [0] Ningún número está oculto.
    [one] Un número está oculto.
   *[other] { $hidden } números están ocultos.
 } { $unknown ->
    [0] De ninguna etapa contada falta el origen o el destino.
    [one] De una etapa no se sabe el origen o el destino.
   *[other] De { $unknown } etapas no se sabe el origen o el destino.
 } De los demás países no se contó nada.
routes-from = Desde
routes-to = Hasta
routes-what = Qué
routes-number = Número
routes-unknown = no se sabe
routes-within = dentro de
routes-arrow = hacia donde señala la flecha
routes-up-to = hasta
ribbons-title = De país a país
ribbons-description = Las mismas etapas como cintas: a la izquierda donde empieza una etapa, a la derecha donde termina. Una cinta es tan ancha como su número; los porcentajes son de las etapas que tienen uno. Lo que no se sabe está punteado, y lo oculto no se dibuja.
ribbons-finding = De { $n ->
    [one] una etapa
   *[other] { $n } etapas
 } con un número, el país donde más empiezan es { $from } ({ $begin }) y donde más terminan es { $to } ({ $end }).
ribbons-others = otros
ribbons-every = todos los trayectos

count-exact = { $n ->
    [0] No se registró ninguno.
    [one] Se registró uno.
   *[other] Se registraron { $n }.
 }
count-rounded = Se registraron unos { $n }; el número está redondeado.
count-noisy = Se registraron unos { $n }; el número verdadero está entre { $least } y { $most } con una probabilidad de al menos 95 por ciento.
count-noise-only = Solo ruido: lo probable son como mucho { $most }.
count-hidden = El número está oculto porque es pequeño o delataría uno pequeño. No es cero.
count-impossible = Esto no puede darse.
count-not-told = Esto no se informa.

data-lead = Todo lo que se ha publicado, con su método, su riesgo y sus huellas. Ningún número de estas páginas viene de otra parte.
data-nothing = Todavía no se ha publicado nada.
data-table = Publicaciones, la más reciente primero
protected-how = Cómo se protege a las personas
method-table = Los números pequeños se ocultan, y otros tantos para que nadie pueda calcularlos.
method-rounded = Todos los números están redondeados.
method-counts = A cada recuento se le añadió ruido (privacidad diferencial). Se indica junto a cada uno.
method-synth = Los registros son inventados, a partir de recuentos con ruido (privacidad diferencial). Ninguno trata de una persona.
method-aggregate = Cada fila la comparten muchos registros, y aparece tantas veces como ellos.
ledger = El presupuesto de privacidad
ledger-about = Cada publicación con ruido gasta una parte de un presupuesto. Se suman todas, para que muchas publicaciones no digan lo que una no puede decir.
ledger-table = Lo gastado por todas las publicaciones hasta ahora
ledger-unit = Se protege
ledger-releases = Publicaciones
ledger-cap = como máximo
unit-record = un registro
unit-person = una persona
unit-contributor = una organización con todo lo que aportó

release-newer = Hay una versión más reciente de esta publicación.
kind-of-record = Tipo de registro
approved-by = Personas que la aprobaron
made-by = Hecha con
only-where = Solo registros para los que se cumple
risk-table = Lo que está oculto y el tamaño del ruido
cells = Celdas
cells-hidden = Ocultas
smallest-shown = Menor número mostrado
noise = Desviación típica del ruido
noise-none = sin ruido
smallest-none = ninguno se muestra
hash-none = no figura en el manifiesto
files-about = Cada archivo con su huella. El manifiesto los nombra todos y está firmado.
verify-about = Quien tenga los archivos puede verificarlo todo sin preguntar a nadie:

codebook-lead = Todos los códigos que se usan aquí: qué significan y de dónde vienen. Un código nunca cambia de significado.
codebook-find = Buscar un código o una palabra
codebook-found = { $n ->
    [0] No se encontró nada
    [one] Un código
   *[other] { $n } códigos
 }
codebook-lists = Listas
codebook-all = Todas las listas
codebook-codes = { $n ->
    [one] Un código
   *[other] { $n } códigos
 }

corrections-lead = Lo que estaba mal en una publicación, y lo que replicó quien se vio reflejado en un número. La publicación queda donde está, con la corrección encima.
corrections-write = Para corregir algo o para replicar, escriba a
corrections-none = Hasta ahora no hubo nada que corregir.

about-governance = Quién decide
about-survivors = Cómo participan las personas sobrevivientes
about-funders = Quién paga
about-nobody-pays = Nadie paga por ello.
about-limits = Lo que los números no pueden decir
limit-recorded = Lo registrado no es lo ocurrido. Donde denunciar es más fácil se ve más; donde nadie pudo denunciar no se ve nada.
limit-claims = Cada acto es la afirmación de alguien, y la mayoría no fue examinada por un tribunal.
limit-hidden = Un número oculto no es cero, y «no se informa» no es «ninguno».
limit-compare = Lugares, años y organizaciones difieren en quién pudo hablar. Una diferencia entre ellos es una razón para preguntar por qué.

methods-lead = Cómo se cuenta, se protege y se comprueba todo aquí: pregunta, fórmula, supuestos, límites y mal uso. Los textos son los del libro del programa, en inglés.
methods-all = Todos los métodos

countries = Países
country = País
lab = Índices
undercount = Subregistro
method = Cómo se hace
year = Año
value = Valor
acts-of-corruption = Actos de corrupción
from-release = De la publicación
in-english = El texto de este análisis está en inglés.

countries-lead = Dónde se registraron actos de corrupción y dónde no se contó nada. Que no se cuente nada no significa que no ocurra nada.
countries-all = { $n ->
    [one] Un país
   *[other] { $n } países
 }
countries-silent = { $n ->
    [0] En cada uno se contó algo.
    [one] En uno no se contó nada.
   *[other] En { $n } no se contó nada.
 }
countries-table = Los actos tal como se publicaron, y el último valor de cada serie. «<» está oculto y no es cero.
countries-back = Mapa y todos los países
nothing-told = nada contado
map-title = Actos de corrupción por país
map-description = Dónde ocurrieron. Más oscuro significa más; el rayado significa que no se contó nada, lo que no es cero.
map-finding = { $n ->
    [0] Ningún país tiene un número que pueda mostrarse.
    [one] Un país tiene un número.
   *[other] { $n } países tienen un número.
 } { $hidden ->
    [0] Ninguno está oculto.
    [one] En un país está oculto.
   *[other] En { $hidden } países está oculto.
 } De los demás no se contó nada.
map-borders = Las fronteras son las de Natural Earth y no afirman nada sobre ningún territorio. Con contorno discontinuo, y como parte de ningún país:
map-no-data = sin datos
map-not-zero = sin datos, que no es cero
map-no-data-in = Sin datos, que no es cero:
map-suppressed = oculto
map-without-code = zona sin código
map-nothing-told = una zona sin código, de la que aquí no se cuenta nada
map-to = a
map-and = y
map-details = Detalles
area-crimea = Crimea
area-northern-cyprus = Chipre del Norte
area-siachen-glacier = Glaciar de Siachen
area-somaliland = Somalilandia
country-silent = Nadie contó allí un acto de corrupción, o tan pocos que el número es solo ruido. Eso no significa que no lo haya.
country-series = Lo que otros dicen de él
country-brief = Informe en una página (HTML, en inglés)
country-brief-pdf = Informe (PDF, en inglés)
country-no-series = Ninguna serie tiene aquí un valor para él.
hidden-here = { $n ->
    [0] Ningún número está oculto.
    [one] Un número está oculto.
   *[other] { $n } números están ocultos.
 }

lab-lead = Dos índices frente a frente: cuánto van juntos, si uno está hecho del otro y con qué facilidad el resultado habría sido distinto.
undercount-lead = Cuántas personas no están en ninguna lista: a partir de quién está en cuál de varias listas, primero con la dispersión de todos los modelos. Los estudios son públicos.
analyses-none = Todavía no hay ninguno.
analyses-all = Todos
sdmx-years = Solo los números de un único año están en esta forma. Los totales de todos los años, y los números cuyo año no se conoce, están en las demás.

# Lo que dice el programa de las páginas; %n y %all son números que inserta.
script-filter = Mostrar solo lo que contiene
script-shown = Se muestran %n de %all
script-keys = Las flechas llevan a los demás, Escape cierra esto.
script-closer = Acercar
script-farther = Alejar
script-left = A la izquierda
script-right = A la derecha
script-up = Arriba
script-down = Abajo
script-whole = El mapa entero
script-steering = Mayúsculas y flechas lo mueven, Ctrl y la rueda lo acercan.
