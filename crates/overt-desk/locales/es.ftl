# Las palabras del escritorio.
skip = Ir al contenido
pages = Páginas
languages = Idiomas
foot = Lo que aquí se registra son afirmaciones. Una denuncia o una señal es un motivo para investigar, nunca una conclusión.
to-home = Al inicio
home = Inicio
records = Registros
chains = Anotar un acto
account = Su cuenta
sign-in = Entrar
sign-out = Salir
sign-in-said = Lo sellado solo se abre para quien ha entrado, y el diario guarda quién abrió qué.
sign-in-lost = ¿Olvidó la frase de paso? Quien administra el equipo ejecuta «overt key recover» con su código de recuperación impreso. Nadie puede leer su frase de paso.
account-name = Cuenta
passphrase = Frase de paso
one-time-code = Código de un solo uso
one-time-code-help = Solo si configuró códigos en otro dispositivo.
not-signed-in = No ha entrado: la cuenta, la frase de paso o el código no son correctos.
wait = { $n ->
    [one] Demasiados intentos con este nombre. Espere un segundo.
   *[other] Demasiados intentos con este nombre. Espere { $n } segundos.
}
confirm = ¿Es usted?
confirm-said = Va a abrir una identidad. Demuestre otra vez quién es; vale durante cinco minutos. Después, vuelva a pedirla.
confirm-do = Confirmar
not-confirmed = No es correcto.
welcome = Le damos la bienvenida, { $what }
task-casework = Trabaja en casos: anota y cambia registros, y abre relatos y partes sensibles.
task-custody = Custodia identidades: abre nombres, papeles y teléfonos, cada vez con un fin.
task-audit = Vigila el diario.
task-administration = Se ocupa de cuentas, fuentes y ajustes.
task-none = Todavía no está en ningún equipo. Quien administra las cuentas puede añadirle a uno.
enter = Anotar
enter-case = Abrir un caso
enter-act = Anotar un acto de corrupción
enter-victim = Anotar una víctima
there = Lo que hay
there-said = Lo que nadie registró no está aquí. Eso no significa que no ocurriera.
kind = Tipo
number = Número
all = Todos
standing = Situación
show = Mostrar
search = Buscar
search-by = Buscar
by-name = un nombre
by-phone = un número de teléfono
by-paper = el número de un papel
search-words = Dice
search-said = Nombres, números y papeles se buscan mediante un índice con clave. El diario guarda que buscó y para qué, nunca las palabras.
search-nothing = Diga qué buscar.
search-none = No se encontró ningún registro. La búsqueda consta en el diario.
search-compared = Nombres iguales no son siempre una misma persona. La búsqueda consta en el diario.
search-candidates = Son candidatos: usted no puede abrir identidades, así que no se pudieron comparar. La búsqueda consta en el diario.
purpose = Fin
record = Registro
records-none = No se encontró ningún registro. Que nadie lo registrara no significa que no ocurriera.
records-count = { $n ->
    [one] Un registro.
   *[other] { $n } registros.
}
next = Página siguiente
choose = Elija
save = Guardar
change = Cambiar
open = Abrir
open-to-change = Abrir para cambiar
history = Historia
revision = Revisión
revision-of = Revisión { $what }
day = Día
why = Por qué
by = Por
leaf = Entrada del diario
erased = Borrado
reason-entered = anotado
reason-imported = importado
reason-corrected = algo estaba mal
reason-completed = se supo más
reason-standing-changed = la afirmación avanzó
reason-consent-changed = cambió un consentimiento
reason-migrated = cambió el libro de códigos
unasked = { $n ->
    [one] Una pregunta abierta no se hizo.
   *[other] { $n } preguntas abiertas no se hicieron.
}
gaps = Lo que lo completaría
sealed = Partes selladas
sealed-said = El diario guarda que las abrió, cuándo y con qué fin, antes de que las vea.
sealed-which = Qué partes
sealed-as = sellado: { $what }
refers-to = Nombra
add = Añadir
add-another = Añadir otro
source = Fuente
source-help = Quién lo dice. Sin fuente no hay registro.
no-source = Nombre una fuente: sin ella no hay registro.
form-said = Deje en blanco lo que no se preguntó. «No preguntado», «no» y «no se sabe» son respuestas distintas, y todas cuentan.
needed = hay que responder, aunque sea «no se sabe»
state-of = Estado: { $what }
parts = Partes del formulario
new-record = Nuevo: { $what }
change-record = Cambiar: { $what }
conflict = Mire el registro como está ahora y guarde otra vez lo que aún deba cambiar.
country = País
region = Región
district = Distrito
locality = Ciudad o pueblo
site = Calle, edificio o paso
hint-several = Varios, separados por punto y coma.
hint-number = Un número, con punto antes de los decimales.
hint-money = 400 EUR, 400..500 EUR o 400 EUR 2017-05.
hint-date = 2017, 2017-05, 2017-05-03~ (aproximado) o 2015/2017.
hint-reference = El identificador de un registro, de su página.
chains-said = ¿En qué punto de las tres cadenas ocurrió? Elija la etapa; el formulario empieza ahí.
acts-count = { $n ->
    [0] Ningún acto registrado.
    [one] Un acto registrado.
   *[other] { $n } actos registrados.
}
caution-alleged = Una denuncia es un motivo para investigar, nunca una conclusión.
caution-inferred = Una señal es un motivo para investigar, nunca una conclusión.
codes = Códigos de un solo uso
codes-used = Entra con un código de otro dispositivo.
codes-unused = Con códigos de otro dispositivo, una frase de paso que alguien vio no basta para entrar.
codes-begin = Configurar códigos
codes-offer = Otro dispositivo para códigos
codes-offer-said = Lea esta imagen con una aplicación de códigos de un solo uso. Solo vale después de escribir un primer código.
codes-typed = O escriba esto en ella:
codes-first = Primer código
codes-take = Empezar a usarlos
codes-end = Dejar los códigos
passphrase-other = Otra frase de paso
passphrase-said = Al menos 15 caracteres; lo mejor son varias palabras sin relación. Sus otras sesiones terminan.
passphrase-present = Frase de paso actual
passphrase-new = Frase de paso nueva
passphrase-again = Frase de paso nueva otra vez
passphrase-change = Cambiar la frase de paso
passphrases-differ = Las dos frases nuevas no son iguales.
recovery = Código de recuperación
recovery-said = Con él vuelve a entrar si pierde la frase de paso. Uno nuevo anula el anterior.
recovery-renew = Código de recuperación nuevo
recovery-new = Su código de recuperación nuevo
recovery-new-said = Anótelo ahora y guárdelo. Se muestra una vez y no se almacena.
nothing = Aquí no hay nada
nothing-said = Aquí no hay nada, o nada que usted pueda ver.
not-done = No se hizo
done-added = Registrado.
done-changed = Cambiado.
done-unchanged = Nada era distinto, así que nada cambió.
done-passphrase = Se cambió su frase de paso y terminaron sus otras sesiones.
done-codes = Desde ahora entra también con códigos.
done-no-codes = Ahora entra sin códigos.
refused-origin = Esto no se envió desde una página de este escritorio. Nada cambió.
refused-kind = Aquí solo se aceptan formularios. Nada cambió.
refused-length = El formulario es demasiado largo: 1 MB como máximo. Nada cambió.
refused-proof = Este formulario es de una sesión anterior. Cargue la página de nuevo. Nada cambió.

# Coincidencias, entidades y red, agentes públicos.
matches = Coincidencias
caution-match = Una coincidencia es un motivo para mirar, nunca una conclusión.
caution-network = Un vínculo dice que una fuente, o el enlace de registros, unió dos registros. Es un motivo para mirar, nunca una conclusión.
caution-official = Servir en un lugar no es indicio de culpa: la mayoría de los agentes son honrados.
network = Red
entity-of = Entidad a la que pertenece
postings-of = Asignaciones
matches-never = Todavía no se ha enlazado nada. «overt link run» enlaza los registros de una clase.
matches-run = Última ejecución, modelo y umbral: { $what }
matches-waiting = A la espera de una decisión
matches-said = La última ejecución unió estos pares y nadie ha decidido sobre ellos. Los que casi unió se ven después de comparar.
matches-compared = Comparado en esta sesión: primero aquellos en los que una decisión aporta más, también pares que no se unieron.
compared-of = { $n ->
    [one] Se comparó un registro.
   *[other] Se compararon { $n } registros.
}
left-out-no-consent = { $n } excluidos: de personas que no dieron su acuerdo.
left-out-source-over = { $n } excluidos: su fuente ya no está vigente.
left-out-handling = { $n } excluidos: solo para personas designadas.
left-out-closed = { $n } excluidos: otro equipo guarda la identidad.
matches-count = { $n ->
    [0] Ningún par espera.
    [one] Un par espera.
   *[other] { $n } pares esperan.
}
pair = Par
first-record = Primer registro
second-record = Segundo registro
match-state = Estado
match-joined = unidos, sin decidir
match-apart = no unidos, sin decidir
match-disputed = dos lectores discrepan
probability = Probabilidad
not-computed = sin calcular
compare-pair = Ver los dos
compare = Comparar de nuevo
compare-said = Se comparan todos los registros de esta clase con el modelo de la última ejecución. Lo que se compara se abre para ello, y el registro de actividad lo anota antes. No se une nada.
compare-do = Comparar
compare-model = Esta versión no puede leer el modelo de la última ejecución. Enlace de nuevo con «overt link run».
compare-closed = No se comparó nada: se compara «{ $what }» y usted no está en ningún equipo que lo abra.
compare-many = No se comparan más de { $n } registros mientras alguien espera. «overt link review» lo hace.
compare-busy = Otra persona está comparando en este momento. Inténtelo de nuevo en un minuto.
compare-nothing = No se comparó nada: los registros tienen muy poco de lo que compara el modelo.
decided-matches = Pares decididos
decided-count = { $n ->
    [0] No hay ningún par decidido.
    [one] Hay un par decidido.
   *[other] Hay { $n } pares decididos.
}
decision = Decisión
pair-joined = Los dos están en una misma entidad.
pair-apart = No están unidos.
pair-standing = Lo que vale: { $what }.
pair-sides = Uno junto al otro
property = Propiedad
comparison = Comparación
claim = Afirmación
says-nothing = no dice nada
side-agrees = coincide
side-partly = coincide en parte
side-differs = difiere
side-alone = no se puede comparar
agrees-count = { $n ->
    [one] Una propiedad coincide.
   *[other] { $n } propiedades coinciden.
}
differs-count = { $n ->
    [one] Una propiedad difiere.
   *[other] { $n } propiedades difieren.
}
one-sided-count = { $n ->
    [one] En una propiedad, a lo sumo uno de los dos dice algo.
   *[other] En { $n } propiedades, a lo sumo uno de los dos dice algo.
}
silent-count = { $n ->
    [one] En una propiedad ninguno dice nada.
   *[other] En { $n } propiedades ninguno dice nada.
}
pair-decide = Decidir
pair-question = ¿Tratan los dos registros de lo mismo?
verdict-same = Lo mismo
verdict-different = No es lo mismo
verdict-unsure = Aún no es seguro
no-verdict = Elija una de las tres. No se decidió nada.
decided-meanwhile = Alguien decidió entretanto sobre este par. Mírelo como está ahora. No se decidió nada.
done-decided = Decidido. Esto es lo siguiente.
pair-second = Otra persona leyó antes este par. Esta es una segunda lectura: la suya queda al lado.
pair-note = Motivo
pair-note-help = Lo que fue decisivo. Se sella como un relato.
pair-keep = Guardar y pasar al siguiente par
pair-weights = Lo que pesa
pair-probability = Probabilidad de que sean lo mismo: { $what }
pair-bits = Cada bit más duplica las posibilidades de que sean lo mismo; por debajo de 0 habla en contra. Los valores raros pesan más.
level = Nivel
bits = Bits
rarity = por su rareza
prior = antes de comparar
sum = Suma
pair-no-weights = Sin calcular en esta sesión. Después de «Comparar de nuevo» en la lista, aquí figura el peso de cada comparación.
pair-sealed = Lo sellado se compara solo donde usted puede abrirlo. El registro de actividad anota, para cada registro, que usted lo abrió y para qué, antes de que lo vea.
pair-history = Lo que se decidió
pair-undo = Toda decisión queda en el historial. Para cambiar una, decida de nuevo arriba. Retirarla significa que no se puede saber, y la próxima ejecución se guía por lo que encuentre.
decision-undo = Retirar la decisión
turn-first = primera lectura
turn-second = segunda lectura
turn-undo = se deshizo una unión
reading = Lectura
note-sealed = sellado
apart = Lo que se separó
apart-moved = { $n ->
    [one] Se movió un registro.
   *[other] Se movieron { $n } registros.
}
apart-alone = { $n ->
    [one] Uno de ellos queda solo.
   *[other] { $n } de ellos quedan solos.
}
apart-decided = { $n ->
    [one] Un par se tiene por distinto desde ahora.
   *[other] { $n } pares se tienen por distintos desde ahora.
}
apart-leaf = Entrada { $n } del registro de actividad.
apart-no-exports = Ninguna exportación contiene nada de ello.
apart-exports = Estas salieron con lo que estaba unido. Quien las tenga debería recibir otras nuevas.
go-on = Continuar
entity = Entidad
entity-gone = Ya no le pertenece ningún registro.
entity-records = Sus registros
entity-count = { $n ->
    [one] Un registro.
   *[other] { $n } registros.
}
entity-sources = { $n ->
    [one] De una fuente.
   *[other] De { $n } fuentes.
}
since-leaf = Desde la entrada
compare-first = junto al primero
split = Separar
split-said = Un registro separado deja la entidad, y ninguna ejecución posterior lo une de nuevo con los que quedan. Solo lo hace una decisión posterior.
split-do = Separar el registro elegido
split-last = Deshacer lo último que se unió
no-record = Elija el registro que se separa. No se cambió nada.
entity-meanwhile = La entidad ya no está como se mostró. Mírela como está ahora. No se cambió nada.
contradicts = Lo que se contradice
contradicts-count = { $n ->
    [0] Nada se contradice en lo que está abierto aquí.
    [one] En una propiedad dicen cosas distintas.
   *[other] En { $n } propiedades dicen cosas distintas.
}
entity-agrees = { $n ->
    [one] En una propiedad varios dicen lo mismo.
   *[other] En { $n } propiedades varios dicen lo mismo.
}
moved = Movimiento
stands-alone = solo
cause-run = unido por una ejecución: { $what }
cause-run-undone = se deshizo una ejecución: { $what }
cause-entity-undone = se deshizo lo último que se unió
cause-record-undone = se separó un registro: { $what }
cause-decided = alguien decidió que dos son distintos: { $what }
cause-erased = borrado: { $what }
steps = Pasos
network-records = { $n ->
    [one] Un registro.
   *[other] { $n } registros.
}
network-ties = { $n ->
    [0] Ningún vínculo.
    [one] Un vínculo.
   *[other] { $n } vínculos.
}
network-closed = { $n ->
    [one] Un registro puede nombrar a otros en una parte sellada que no se abrió.
   *[other] { $n } registros pueden nombrar a otros en partes selladas que no se abrieron.
}
network-cut = Hay más de lo que se muestra: se alcanzó el límite de registros.
network-drawn = El registro está a la izquierda; cada columna es un paso más. Las líneas discontinuas son coincidencias. La tabla de abajo dice lo mismo.
network-none = Nada abierto lo vincula a otro registro. Que nadie haya registrado un vínculo no significa que no exista.
network-open = Abrir vínculos sellados o llevárselo
network-leave-said = Quién está detrás de un actor está sellado. Un archivo contiene lo que se muestra, sin lo que es solo para personas designadas y sin lugares protegidos; en FollowTheMoney, tampoco las víctimas. El almacén guarda qué registros salieron y para qué.
ties = Vínculos
tie-from = De
tie-relation = Relación
tie-to = A
tie-joined = unidos como { $what }
tie-linkage = enlace de registros
tie-match = coincidencia
path = Camino entre dos registros
path-ask = Entre cuáles
path-from = Desde el registro
path-to = Hasta el registro
path-find = Buscar el camino más corto
path-ids = Esto no son dos identificadores de registros.
path-none = No se encontró ningún camino por lo que está abierto para usted, en seis pasos. Que nadie lo haya registrado no significa que no exista.
path-cut = No se siguió todo: hay demasiados vínculos.
path-steps = { $n ->
    [one] El camino más corto encontrado tiene un paso.
   *[other] El camino más corto encontrado tiene { $n } pasos.
}
path-ties = Cada paso y quién lo dice
officials = Agentes públicos
official = Agente público
served = Quién servía aquí entonces
served-when = Cuándo
served-place = Lugar
served-place-help = Parte del nombre de un lugar o puesto, tal como se escribió.
served-post = Puesto
served-find = Buscar
served-period = Diga cuándo: un día, un mes, un año o un periodo.
served-where = Diga dónde: un país, un lugar o un puesto.
served-posts = { $n ->
    [0] No hay ningún puesto registrado allí.
    [one] Se trata de un puesto.
   *[other] Se trata de { $n } puestos.
}
served-certain = { $n ->
    [one] Una asignación coincide con seguridad con ese tiempo.
   *[other] { $n } asignaciones coinciden con seguridad con ese tiempo.
}
served-perhaps = { $n ->
    [one] Una asignación puede coincidir: sus fechas no están completas.
   *[other] { $n } asignaciones pueden coincidir: sus fechas no están completas.
}
served-cut = Hay más de las que se muestran. Pregunte por un tiempo más corto o por un solo puesto.
overlap = Coincidencia en el tiempo
overlap-certain = segura
overlap-perhaps = posible
postings = Asignaciones
postings-count = { $n ->
    [0] No hay ninguna asignación registrada.
    [one] Hay una asignación registrada.
   *[other] Hay { $n } asignaciones registradas.
}
postings-undated = { $n ->
    [one] Una de ellas no tiene registrado el comienzo o el final.
   *[other] { $n } de ellas no tienen registrado el comienzo o el final.
}
postings-joined = De { $n } registros unidos como una sola persona.
postings-drawn = Claro: el tiempo en que pudo ser; oscuro: con seguridad. La tabla de abajo dice lo mismo.
not-recorded = sin registrar
post = Puesto
rank = Rango
served-from = Desde
served-until = Hasta
