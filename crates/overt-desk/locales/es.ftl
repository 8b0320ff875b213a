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
sign-in-lost = ¿Olvidó la frase de paso o perdió el dispositivo de sus códigos o su llave de acceso? Quien administra el equipo ejecuta «overt key recover» con su código de recuperación impreso. Nadie puede leer su frase de paso.
account-name = Cuenta
passphrase = Frase de paso
one-time-code = Código de un solo uso
one-time-code-help = Solo si configuró códigos en otro dispositivo.
not-signed-in = No ha entrado: la cuenta, la frase de paso, el código o la llave de acceso no son correctos.
wait = { $n ->
    [one] Demasiados intentos con este nombre. Espere un segundo.
   *[other] Demasiados intentos con este nombre. Espere { $n } segundos.
}
confirm = ¿Es usted?
confirm-said = Va a abrir una identidad o a cambiar cómo entra. Demuestre otra vez quién es; vale durante cinco minutos. Después, vuelva a pedirla.
confirm-do = Confirmar
not-confirmed = No es correcto.
welcome = Le damos la bienvenida, { $what }
task-casework = Trabaja en casos: anota y cambia registros, y abre relatos y partes sensibles.
task-supervision = Supervisión: entregar registros a otros equipos, crear equipos, borrar y deshacer importaciones. Donde nadie del equipo supervisa, lo hacen quienes trabajan los casos.
task-intake = Recepción: introducir e importar lo nuevo y entregarlo al equipo que lo trabaja. No se cambia nada de lo que ya está.
task-referral = Derivación: registrar derivaciones y los consentimientos que requieren. Todo lo demás es solo de lectura.
task-analysis = Análisis: mirar lo que está abierto en registros, redes y destinos, y planear publicaciones. No se abre nada sellado.
task-custody = Custodia identidades: abre nombres, papeles y teléfonos, cada vez con un fin.
task-audit = Vigila el diario.
task-administration = Se ocupa de cuentas, fuentes y ajustes.
task-none = Todavía no está en ningún equipo. Un miembro de un equipo puede darle entrada.
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
reason-handed-over = lo tiene otro equipo desde entonces
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
answer = Respuesta
no-answer = Sin respuesta:
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
passkeys = Llaves de acceso
passkeys-said = Una llave de acceso (passkey) es una clave en su teléfono, ordenador o llave de seguridad que demuestra que usted la tiene. Sirve como un código de un solo uso, además de su frase de paso, y no se puede escribir en una página falsa. Donde se guarda la llave se guardan también la dirección de este escritorio y el nombre de su cuenta, incluso en la nube si su dispositivo copia allí sus llaves.
passkeys-alone = Tiene llaves de acceso y ningún código de un solo uso. Donde falten su llave o los scripts solo entrará con el código de recuperación. Configure también códigos.
passkey-add = Añadir una llave de acceso
passkey-new-said = Póngale un nombre con el que reconozca el dispositivo. Después su navegador le pide el dispositivo.
passkey-name = Nombre
passkey-name-help = Por ejemplo: ordenador de la oficina. Nadie más puede leerlo.
passkey-added = Añadida
passkey-used = Último uso
passkey-never = nunca
passkey-make = Crear la llave de acceso
passkey-end = Quitar
passkey-end-this = Quitar «{ $what }»
passkey-sign-in = Entrar con una llave de acceso
passkey-confirm = Confirmar con una llave de acceso
passkey-failed = El navegador no dio ninguna llave de acceso. No se envió nada. Inténtelo de nuevo o use otra vía.
passkey-not-made = No se añadió la llave de acceso, porque lo que envió el navegador no corresponde a esta página. Pídala de nuevo.
passkey-lacking = Las llaves de acceso necesitan un navegador que las conozca y que ejecute el script de esta página.
passkey-nowhere = Las llaves de acceso necesitan un nombre, y esta página se abrió en una dirección sin nombre. Si el escritorio está en este equipo, ábralo como http://localhost con el mismo puerto.
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
done-passkey = Añadida. Desde ahora la frase de paso sola no basta para entrar.
done-no-passkey = Se quitó la llave de acceso.
refused-origin = Esto no se envió desde una página de este escritorio. Nada cambió.
refused-kind = Aquí solo se aceptan formularios. Nada cambió.
refused-length = El formulario es demasiado largo: 1 MB como máximo. Nada cambió.
refused-proof = Este formulario es de una sesión anterior. Cargue la página de nuevo. Nada cambió.
# Personas, fuentes, el diario; y lo demás que se hace con un registro.
standing-change = Cambiar la situación
standing-said = La situación dice hasta dónde ha llegado una afirmación. Nada vuelve a ser mera denuncia una vez que actuó una autoridad, y lo retirado queda retirado.
standing-next = Pasa a ser
standing-choose = Elija a qué pasa.
standing-last = Desde aquí no hay ningún paso más.
decision = Decisión
decision-help = El identificador del registro del procedimiento que lo decidió. «Condena» lo necesita.
decision-none = No hay ningún registro con este identificador. Tómelo de la página del procedimiento.
consents = Consentimientos
consents-none = No consta ningún consentimiento, o todos se retiraron. No se puede transmitir nada.
recipient = Destinatario
class-of-data = Clase de datos
until = Hasta
until-withdrawn = hasta que se retire
over-since = terminado desde el { $what }
consent-withdraw = Retirar un consentimiento
consent-withdraw-said = Tiene efecto de inmediato, también si su fuente ha terminado. Lo que ya se transmitió no se recupera con esto.
consent-withdraw-one = Retirar { $what }
consent-give = Anotar un consentimiento
consent-give-said = Solo después de explicarlo y de que se entendiera. La ayuda nunca depende de ello.
consent-purposes = Para qué
consent-recipients = A quién
consent-classes = Qué datos
consent-classes-help = Si no elige, lo que no está sellado.
consent-methods = Cómo se dio
consent-until-help = Sin fecha, vale hasta que se retire.
consent-record = Anotar el consentimiento
consent-whole-form = El formulario completo, con negativa, organizaciones concretas, tutor o condiciones
consent-incomplete = Diga para qué y a quién: un consentimiento para todo no lo es para nada.
last-day = Último día
day-wrong = Escriba el día así: 2026-12-31.
erase = Borrar
erase-said = Se destruyen las claves de lo sellado; sin ellas toda copia es ruido. Elija qué, y vea lo que desaparecerá antes de que ocurra.
erase-what = Qué
erase-whole = Todo el registro
erase-choose = Elija qué se borra y por qué.
erase-look = Mostrar lo que desaparecerá
erase-gone = Esto desaparecerá
erase-gone-whole = { $n ->
    [one] Todo el registro, en su única revisión: todo lo que dice, sellado o no, cada archivo adjunto y lo que permite encontrarlo. Quedan el número, el día y la huella de la revisión, y pruebas del borrado.
   *[other] Todo el registro, en sus { $n } revisiones: todo lo que dice, sellado o no, cada archivo adjunto y lo que permite encontrarlo. Quedan números, días y huellas de las revisiones, y pruebas del borrado.
}
erase-gone-identity = Con cada archivo adjunto, cada lugar más preciso que su país o distrito, y lo que permite encontrar nombres.
erase-gone-revisions = { $n ->
    [one] Desaparecerá en la única revisión que hay.
   *[other] Desaparecerá en las { $n } revisiones.
}
erase-after = No se puede deshacer. Una copia de seguridad anterior todavía lo tiene: bórrela cuando pase su plazo. Si se restaura aquí, el borrado se repite.
erase-known = Sé que no se puede deshacer
erase-unknown = No se borró nada. Diga antes que sabe que no se puede deshacer.
erase-do = Borrar ahora
erase-not = Dejarlo como está
erasure-person-asked = lo pidió la persona afectada
erasure-consent-withdrawn = se retiró el consentimiento
erasure-retention-expired = pasó su plazo de conservación
erasure-source-expired = terminó el acuerdo con su fuente
erasure-recorded-in-error = nunca debió registrarse
erasure-ordered = lo ordenó un tribunal o una autoridad
certificate = Certificado de borrado
certificate-print = Esta página se puede imprimir y entregar a la persona afectada.
organisation = Organización
erasure-proof = Prueba
erased-open = Todo lo que no estaba sellado
erased-sqlite = En este almacén se destruyeron las claves de lo sellado y se sobrescribió lo que no lo estaba.
erased-postgres = Las claves de lo sellado, y lo que no lo estaba, se borraron de las tablas de este almacén. Los archivos del servidor PostgreSQL y su registro de escritura los conservan hasta que se usen para otra cosa.
erased-limits = Una copia de seguridad anterior todavía tiene ambas cosas. Si se restaura aquí, el borrado se repite. Una instantánea o una exportación anterior puede tener todavía lo que no estaba sellado. El diario guarda las pruebas. No pueden decir que nadie copiara nada antes.
done-erased = Borrado. Este es el certificado.
files = Archivos adjuntos
files-said = Los archivos adjuntos, con sus nombres, se sellan para quienes custodian identidades. A los demás no se les dice ni cuántos hay.
files-there = Lo adjunto
files-none = No hay nada adjunto.
files-look = Mostrar lo adjunto
files-custodians = Lo adjunto lo ve quien custodia identidades.
files-warning = Un archivo puede contener programas y datos ocultos, diga lo que diga su nombre. Guárdelo y ábralo solo en un dispositivo que se pueda perder. De una imagen o de un PDF, tome la copia limpia: se dibuja de nuevo, sin lugar, dispositivo, autor, versiones anteriores ni nada más del archivo que no se vea.
file = Archivo
file-name = Nombre
file-type = Tipo, según quien lo envió
file-size = Tamaño
file-keep = Guardar
file-keep-one = Guardar { $what }
file-copy-one = Guardar una copia limpia de { $what }
file-no-copy = No se puede hacer una copia limpia de este archivo: no es una imagen ni un PDF que se conozca aquí, está dañado o bloqueado, o es demasiado grande: más de 40 millones de puntos, más de 200 páginas o un minuto de dibujo.
file-long = Este archivo pasa de 50 MB. Quien tiene el equipo lo abre con «overt record open-file».
file-attach = Adjuntar un archivo
file-help = 50 MB como máximo. Se sella tal como es, con todo lo que lleve oculto; el archivo de su dispositivo queda donde está.
file-missing = Elija un archivo que no esté vacío. No se adjuntó nada.
done-attached = Sellado y adjuntado. Borre el archivo de su dispositivo si solo debe estar aquí.
done-consent-given = Se anotó el consentimiento.
done-consent-withdrawn = Se retiró el consentimiento. Desde ahora no se puede transmitir nada en su virtud.
refused-file-length = El archivo es demasiado largo: 50 MB como máximo. No se adjuntó nada.
refused-file = No es un formulario con un archivo, o se interrumpió. No se adjuntó nada.
refused-busy = Otras personas están enviando o recibiendo archivos. No se hizo nada. Inténtelo dentro de un minuto.
people = Personas
teams = Equipos
team = Equipo
team-none = ninguno
team-holds = Qué abre
members = Miembros
members-of = Miembros de { $what }
key-mark = Marca de la clave
accounts = Cuentas
account-state = Estado
account-open = puede entrar
account-closed = cerrada
account-administers = administra
account-close = Cerrar { $what }
account-reopen = Reabrir { $what }
administrator-give = Dar la administración a { $what }
administrator-take = Quitar la administración a { $what }
account-close-said = Una cuenta cerrada no puede entrar. Las claves que se le dieron sirven todavía para una copia de la base de datos: un miembro del equipo debe sacar también a esa persona.
duties = Cometidos
duties-said = Las claves dicen lo que alguien puede leer; los cometidos, para qué está. Recepción, derivación y supervisión son para miembros de equipos de casos: quien solo tiene recepción o derivación hace esa parte del trabajo y ninguna otra. Quien administra no tiene ninguno.
duty = Cometido
duty-give = Dar el cometido
duty-take = Quitar el cometido
duty-intake = recepción
duty-referral = derivación
duty-supervision = supervisión
duty-analysis = análisis
account-add = Añadir una cuenta
account-add-said = Que la persona se siente aquí y escriba la frase de paso: nadie más debe conocerla.
account-name-help = Un alias, no necesariamente el nombre de una persona. Sin espacios en los extremos ni signo =.
account-passphrase-help = Al menos 15 caracteres; lo mejor son varias palabras sin relación.
account-administrator = Se ocupa de cuentas, fuentes y ajustes
account-taken = Ya hay una cuenta con este nombre. Si acaba de crearla y no vio su código de recuperación, la persona entra y crea otro.
account-made = Se creó la cuenta { $what }
account-code = Este es el código de recuperación. La persona lo anota ahora y lo guarda. Se muestra una vez y no se almacena.
account-no-team = La cuenta no está todavía en ningún equipo y no abre nada sellado. Un miembro de un equipo puede dar entrada a la persona.
name-wrong = Un nombre tiene al menos una letra y como máximo 100 bytes, sin espacios en los extremos, no empieza por guion y no contiene = ni caracteres de control.
done-account = Cambiado.
teams-members-only = Solo un miembro de un equipo puede dar entrada a otros: nadie más tiene su clave, tampoco quien administra.
teams-said = Un equipo es una clave. A quien se da entrada abre todo lo que el equipo guarda, también lo anterior.
holds-casework = Abre lo que ocurrió (relatos y partes sensibles) en sus registros.
holds-custody = Abre de quién se trata (nombres, papeles, teléfonos, archivos adjuntos) en todos los registros.
holds-audit = Lee lo que dicen las entradas del diario.
member-add = Dar entrada a
member-add-do = Dar entrada en { $what }
member-add-said = Antes de fiarse, compare la marca de la clave con la que la persona ve en su propio dispositivo.
member-remove = Sacar a { $what }
member-oneself = usted; nadie se saca a sí mismo
done-member = Tiene entrada. Compare la marca de la clave.
team-begin = Un equipo propio
team-begin-said = Para un caso que solo algunos pueden conocer, o con el que alguien de su equipo tiene un vínculo: cree un equipo, dé entrada a quienes trabajan en el caso y entréguelo. Usted es su primer miembro.
team-name = Su nombre
team-begin-do = Crear el equipo
team-taken = Ya hay un equipo con este nombre.
team-help = Solo sus miembros abren lo sellado. Lo que pertenece a un caso va al equipo que tiene el caso.
done-team-made = El equipo está creado. Por ahora usted es su único miembro.
custody-begin = Formar otro equipo que custodie identidades
custody-begin-said = Para un caso con el que una de las personas que custodian identidades tiene un vínculo: otras custodian las suyas. Usted es su primer miembro y deja entrar a otros; a quien deba quedar fuera se le saca después.
custody-keeps = Custodia las identidades de lo que tienen estos equipos:
custody-keeps-none = ninguno
custody-team = Las identidades del equipo
custody-to = las custodiará
custody-entrust = Confiarlas
custody-said = Desde entonces los nombres, documentos y archivos adjuntos se abren para ese otro equipo y ya no para el suyo; sus miembros encuentran, cambian y borran lo que tiene ese equipo. Las claves de lo que ya hay se trasladan enseguida. Lo que alguien ha leído no se puede quitar.
holding = Equipo que tiene esto
held-by = Lo tiene el equipo { $what }.
hand = Entregar a otro equipo
hand-said = Sus miembros abren los relatos y las partes sensibles, y nadie más. Entregado a otro equipo, el registro lo abren los miembros de ese equipo, en todas sus revisiones, y ya no los del suyo. Lo que alguien ha leído no se puede retirar. Los nombres y papeles siguen con quienes guardan las identidades; si otro equipo guarda las del equipo que recibe, pasan a él cuando una de esas personas traslada las claves. Solo el otro equipo puede devolverlo; el diario lo anota.
hand-none = No hay otro equipo de casos. Cree uno en
hand-to = A qué equipo
hand-one = Una sola persona: si pierde la frase de paso y el código de recuperación, se pierde lo sellado.
along = Lo que está vinculado
along-said = Vinculado a este registro y en manos del mismo equipo. Lo que no se elige se queda como está.
hand-choose = Diga a qué equipo.
hand-do = Entregar
hand-not = No entregar
done-handed-over = Entregado. Desde ahora lo abre el otro equipo.
keys-of = Claves de { $what }
keys-move = Pasar las claves anteriores de { $what }
keys-moved = { $n ->
    [0] No se pasó ninguna clave anterior.
    [one] Se pasó una clave anterior a la actual.
   *[other] Se pasaron { $n } claves anteriores a la actual.
}
keys-done = No queda ninguna atrás.
keys-behind = { $n ->
    [one] Queda una atrás.
   *[other] Quedan { $n } atrás.
}
keys-more = Puede haber más.
keys-go-on = Seguir
sources = Fuentes
sources-said = Sin fuente no hay registro. Pasado su último día no se puede añadir nada en su virtud, y sus registros deben borrarse.
sources-none = Todavía no hay ninguna fuente.
source-no-end = sin fin
source-change = Renovar o terminar { $what }
source-new-day = Nuevo último día
source-new-agreement = Registro del nuevo acuerdo
source-renew = Renovar
source-end-said = Desde hoy no se puede añadir ni cambiar nada en su virtud, y sus registros deben borrarse.
source-end = Terminar { $what } hoy
source-add = Añadir una fuente
source-name = Nombre
source-name-help = Una organización o un canal, no una persona.
source-purpose = Para qué se pueden usar sus registros
source-day-help = Sin fecha, hasta que se termine la fuente.
source-no-basis = Elija una base jurídica.
source-no-grade = Una calificación es una letra de A a G y una cifra de 1 a 6, como B2.
source-no-agreement = No hay ningún registro con este identificador.
source-day-over = El nuevo último día ya pasó o falta. Para terminar una fuente hay otro botón.
source-name-missing = Una fuente tiene nombre.
source-name-length = El nombre de una fuente tiene como máximo 200 caracteres, sin espacios en los extremos.
source-name-lines = El nombre de una fuente ocupa una sola línea.
source-name-identifier = Una fuente se nombra con palabras; «source:» es el comienzo de un identificador.
source-purpose-missing = Diga para qué se pueden usar sus registros.
source-purpose-length = El fin tiene como máximo 2000 caracteres.
legal-basis = Base jurídica
agreement = Registro del acuerdo
identifier = Identificador
grade = Calificación
grade-help = Una letra para la fuente y una cifra para la información. F6: nadie la ha juzgado.
handling = Quién puede recibirlo
done-source-added = Se añadió la fuente.
done-source-renewed = Se renovó la fuente.
done-source-ended = La fuente terminó. Sus registros deben borrarse.
programs = Programas
programs-said = Una clave permite a un programa preguntar qué registros se llaman abiertamente como lo que conoce, dentro de las fuentes, los tipos y la clase que usted elija. No abre nada sellado y no puede averiguar si aquí se conoce a una persona.
programs-none = Todavía no hay ninguna clave.
program-add = Crear una clave
program-made = Esta es la clave «{ $what }»
program-once = Se muestra una sola vez y no se guarda en ningún sitio. Póngala donde el programa lee sus secretos, y en ningún otro lugar.
program-name = Para qué sirve
program-kinds = Tipos de registro
program-class-help = Hasta esta clase. Lo sellado sigue cerrado.
program-day-help = Como máximo, 366 días a partir de hoy.
program-used = Último uso
program-never = nunca
program-end = Terminar { $what }
done-program-ended = La clave se ha terminado. Ya no deja entrar a nadie.
program-unknown = Muestre una clave para programas que esté en vigor, en la cabecera Authorization: Bearer.
program-pace = Demasiadas peticiones en un minuto. Ponga hasta 100 preguntas en una y espere lo que diga Retry-After.
program-not-json = Lo enviado no es JSON.
program-queries = Envíe de 1 a 100 preguntas con el nombre queries.
program-settings = threshold y cutoff están entre 0 y 1, y limit es al menos 1.
program-by-post = Envíe las preguntas por POST: en una dirección las guardaría lo que haya por el camino.
log = Diario
log-size = { $n ->
    [one] El diario tiene una entrada.
   *[other] El diario tiene { $n } entradas.
}
log-said = Que usted lo lea es también una entrada.
log-action = Qué se hizo
log-entries = Entradas
log-closed = { $n ->
    [one] Se pasó por alto una entrada que usted no puede abrir.
   *[other] Se pasaron por alto { $n } entradas que usted no puede abrir.
}
log-none = Ninguna entrada corresponde.
log-older = Entradas anteriores
log-role = Como
log-object = A
log-export = El diario como archivo
log-export-said = Quien tiene la política («overt audit policy») puede verificarlo sin este almacén. Con detalles dice quién hizo qué: entréguelo solo a auditores.
log-export-details = Con detalles
log-export-bare = Sin detalles
log-export-long = El diario es demasiado largo para un navegador. Quien tiene el equipo lo escribe con «overt audit export».
not-known = sin entrar
unusual = Lecturas inusuales
unusual-said = Mira todas las entradas desde el { $what } y cuenta las partes selladas que se mostraron a cada cuenta en un día: cada clase de cada registro cuenta cada vez.
unusual-more = Más de
unusual-look = Mirar
unusual-none = { $n ->
    [one] Ningún día una cuenta abrió más de una parte sellada.
   *[other] Ningún día una cuenta abrió más de { $n } partes selladas.
}
unusual-count = Partes selladas abiertas
unusual-caution = Leer mucho es un motivo para preguntar, nunca una conclusión: un día en que se traspasan casos se ve igual.
verify = Verificar el almacén
verify-said = Contrasta cada fila almacenada con el diario, y el diario con lo que se confirmó y firmó. Avanza mientras se sigue trabajando.
verify-do = Verificar ahora
verify-last = La última verificación desde que se abrió el escritorio
verify-never = No se ha verificado nada desde que se abrió el escritorio.
verify-begun = Empezó el { $what }.
verify-so-far = En marcha. Registros verificados hasta ahora: { $n } de { $all }.
verify-progress = Avance
verify-watched = Esta página sigue el trabajo hasta que termine.
verify-unwatch = Dejar de seguirlo
verify-again = Mirar de nuevo
verify-whole = Todo lo almacenado concuerda con el diario, y el diario con lo que se confirmó.
verify-found = Lo que aquí se nombra se cambió fuera de Overt, o está dañado.
verify-then = Deje de trabajar con este almacén y copie su carpeta y su base de datos tal como están. Averigüe quién podía escribir en ellas. Restaure en una carpeta nueva la última copia de seguridad íntegra.
verify-limits = No se abrió ninguna parte sellada; eso lo hace «overt audit verify --open». Si carpeta y base de datos se devolvieron juntas a un estado anterior, solo lo dice un punto de control de fuera.
verified-leaves = Entradas del diario
verified-checkpoints = Puntos de control
verified-records = Registros
verified-revisions = Revisiones
verified-sealed = Partes selladas
doctor = Revisión
doctor-said = Lo que es débil en el almacén, primero lo más grave. No puede ver la máquina: eso lo mira además «overt doctor».
doctor-none = No se encontró nada débil en lo que aquí se mira.
weight-danger = Peligro: personas pueden sufrir daño o perderse datos
weight-weak = Débil: la protección podría ser mayor
weight-note = Conviene saberlo
role-administrator = administración
role-caseworker = trabajo de casos
role-intake-officer = recepción
role-referral-officer = derivación
role-supervisor = supervisión
role-analyst = análisis
role-custodian = custodia
role-auditor = auditoría
role-member = miembro
role-nobody = sin entrar
action-open-sealed = parte sellada mostrada
action-create = registro creado
action-revise = registro cambiado
action-erase = borrado
action-export = entregado como archivo
action-share = transmitido a otro organismo
action-search-sealed = búsqueda en campos sellados
action-consent-given = consentimiento dado
action-consent-withdrawn = consentimiento retirado
action-source-changed = fuente añadida, renovada o terminada
action-hold-placed = borrado suspendido
action-hold-lifted = fin de la suspensión del borrado
action-sign-in = entrada
action-sign-in-failed = no pudo entrar
action-sign-out = salida
action-account-created = cuenta creada
action-account-changed = cuenta cambiada
action-member-added = entrada en un equipo
action-member-removed = salida de un equipo
action-key-rotated = clave reemplazada
action-escrow-opened = depósito de claves abierto
action-backup = copia de seguridad hecha
action-restore = copia de seguridad restaurada
action-release = publicación aprobada
action-audit-opened = diario leído
action-setting-changed = ajuste cambiado
action-file-attached = archivo adjuntado
action-passphrase-changed = frase de paso cambiada
action-recovery-used = código de recuperación usado
action-store-created = almacén creado
action-policy-changed = plazo de conservación cambiado
action-escrow-made = depósito de claves creado
action-clock-accepted = reloj confirmado
action-state-bound = estado ligado al diario
action-import = importación, hecha o deshecha
action-link-read = comparado por el programa
action-linked = enlaces cambiados
action-link-decided = coincidencia decidida
action-program-key-made = clave para programas creada
action-program-key-ended = clave para programas terminada
action-program-key-used = clave para programas usada por primera vez en un día
action-handed-over = entregado a otro equipo
action-task-given = tarea dada a alguien
action-task-moved = tarea hecha, devuelta o retirada
action-passkey-added = llave de acceso añadida
action-passkey-removed = llave de acceso quitada
action-passkey-used = llave de acceso usada
action-identities-entrusted = identidades confiadas a otro equipo
# Guía de entrevista, borradores, casos, importaciones y publicaciones.
guide = Guía de entrevista
guide-said = Pregunte solo lo que necesita y puede conservar. Toda pregunta puede quedar sin respuesta, y la persona puede parar en cualquier momento.
guide-case = Al caso
guide-count = { $n ->
    [one] Una pregunta, en el orden de las tres cadenas.
   *[other] { $n } preguntas, en el orden de las tres cadenas.
}
guide-skip = Omita lo que no forma parte de la historia de esta persona: lo omitido queda como «no preguntado», que no es «no».
guide-stages = Etapas
guide-any = En cualquier etapa
guide-act = Anotar un acto de corrupción en { $what }
guide-form = Anotar en el formulario: { $what }
guide-none = Esta etapa no tiene preguntas propias. Si la persona habla de ella, anote el acto.
guide-caution = Antes de preguntar:
guide-caution-said = la respuesta puede llevar a la persona a admitir un delito. Diga qué puede pasar con ella, quién puede leerla y que nadie tiene que contestar. Lo que alguien fue obligado a hacer como víctima no debería usarse en su contra, pero no todas las autoridades lo respetan.
rules = Antes de la entrevista
rules-first = Ante todo: ¿hay alguien en peligro, qué idioma conviene y hay una forma y un momento seguros de contactar con la persona? Si hay peligro, la ayuda va antes que el registro. Las preguntas para ello están en
rules-source = Con nuestras palabras, según: Organización Mundial de la Salud, Ethical and safety recommendations for interviewing trafficked women (Zimmerman y Watts, 2003). Valen para toda persona entrevistada.
rule-harm = No haga daño. Si la entrevista puede empeorar la situación de la persona, ahora o después, no la haga.
rule-risk = Conozca el tema y los riesgos de este caso antes de empezar.
rule-referral = Tenga preparados lugares a los que la persona pueda acudir, y no prometa nada que no pueda cumplir.
rule-interpreter = Elija con cuidado a intérpretes y colegas: nadie del entorno de las personas acusadas.
rule-anonymity = Guarde para sí la identidad y las respuestas, y acuerde una forma y un momento seguros de contacto.
rule-consent = Pida el consentimiento después de decir qué pide, para qué y quién lo leerá. La persona puede omitir una pregunta, parar en cualquier momento y retirar el consentimiento.
rule-listen = Escuche, y respete cómo la persona valora el peligro.
rule-again = No haga que la persona lo reviva: no insista ni pregunte lo que ya está en el expediente.
rule-emergency = Esté en condiciones de actuar si alguien corre un peligro inmediato.
rule-use = Use lo que le contaron en beneficio de la persona o de otras en su situación.
add-what = Añadir: { $what }
what = Qué
relations-cut = Aquí solo se nombran los 500 primeros que lo citan.
case-people = Personas
case-events = Sucesos
case-acts = Actos de corrupción
case-fees = Tasas y deudas
case-legs = Viaje y pagos
case-referrals = Remisiones
case-comments = Comentarios
case-none = Todavía no hay nada anotado.
case-chains = Las tres cadenas, con los puntos en que este caso tiene anotado un acto de corrupción. Un punto sin acto dice que nadie lo anotó, no que no lo hubiera.
timeline = Cronología
timeline-undated = { $n ->
    [0] Todo lo que tiene una fecha abierta, según el primer día que puede significar. Están todos los registros del caso.
    [one] Todo lo que tiene una fecha abierta, según el primer día que puede significar. Un registro del caso no tiene ninguna.
   *[other] Todo lo que tiene una fecha abierta, según el primer día que puede significar. { $n } registros del caso no tienen ninguna.
}
save-draft = Guardar como borrador
save-draft-said = Un borrador todavía no es un registro: queda sellado solo para usted y se elimina a los 30 días.
draft-saved = Guardado como borrador a las %at.
draft-unsaved = No se pudo guardar como borrador. Lo que escribió sigue aquí: envíe el formulario. Si su sesión terminó, pasa con usted por la puerta.
drafts = Sus borradores
drafts-said = Nadie más puede abrirlos. No son registros: nada de ellos se encuentra, se cuenta ni se comparte.
draft-resume = Continuar
draft-drop = Eliminar
done-draft = El borrador quedó guardado. Todavía no hay nada registrado.
done-draft-dropped = El borrador se eliminó.
session-ended = Su sesión había terminado. Entre de nuevo para continuar.
carried = No se perdió nada
carried-said = Lo que escribió sigue aquí. Todavía no está registrado: repáselo y guárdelo.
carried-on = Mostrar el formulario
carried-kept = Lo que escribió sigue con usted. Está solo en esta página y no se conserva en el servidor: no la cierre antes de haber entrado.
releases = Publicaciones
release = Publicación
release-said = Lo que sale de la casa sin identidades. Una publicación se planea y se extrae en la línea de órdenes, la aprueban dos personas distintas y se publica en la línea de órdenes.
release-none = Todavía no hay ninguna publicación. En el equipo del almacén, «overt release example» imprime una política para empezar.
release-state = Estado
release-approvals = Aprobaciones
release-of-two = { $what } de 2
release-planned = Planeada el { $what }
release-state-refused = rechazada
release-state-planned = planeada, sin extraer
release-state-drawn = extraída, espera aprobaciones
release-state-approved = aprobada, se puede publicar
release-state-published = publicada
release-state-given-up = abandonada
release-refused = Por qué se rechazó
release-risk = Lo que dice, y el riesgo
release-risk-said = Estas son las notas que acompañan al borrador. Mire también sus archivos: «overt release show» dice dónde están.
release-risk-file = Las mediciones del riesgo
release-no-draft = Los archivos del borrador no están, o no son los que se extrajeron. Nadie puede aprobarlo.
release-policy = La política
release-cost = Lo que cuesta
release-cost-none = No gasta nada del presupuesto.
release-protects = Protege
release-epsilon = Épsilon, todas las publicaciones hasta esta
release-most = Como máximo
release-share = Parte del presupuesto
release-approve = Aprobar
release-approve-said = Al aprobar usted dice que ha mirado el borrador y que en él no se puede encontrar a nadie. Hacen falta dos personas distintas, y el diario guarda quiénes fueron.
release-give-up = Abandonar
release-give-up-said = No se publicará. Lo que costó queda gastado.
release-publish = Publicar
release-publish-said = Se firma y llega a su navegador como un solo archivo: descomprímalo donde lee el observatorio. Lo publicado no se puede retirar; se corrige con la versión siguiente.
release-publish-or = O en el equipo del almacén:
release-handed = Entregada
release-handed-said = Quien lea la publicación puede comprobarla con la huella de su clave. Comuníquela por otra vía que los archivos:
release-again = Obtener los archivos otra vez
release-long = Los archivos son demasiado largos para un navegador: publique con `overt release publish`. No se publicó nada.
done-approved = Aprobada.
done-given-up = La publicación se abandonó.

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
match-decision = Decisión
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
network-drawn = El primer registro está a la izquierda; cada columna es un paso más. Las líneas discontinuas son coincidencias. Cada registro lleva a su página. La tabla de abajo dice lo mismo.
network-skip = A la tabla de vínculos
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
when = Cuándo
served-place = Lugar
served-place-help = Parte del nombre de un lugar o puesto, tal como se escribió.
served-post = Puesto
served-find = Buscar
period-wrong = Diga cuándo: un día, un mes, un año o un periodo.
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
imports = Importaciones
import = Importación
imports-said = Lo que llegó en archivos. Un archivo se prueba primero, y nada de él se guarda antes de que haya visto en qué se convertiría. Lo que se incorporó puede retirarse.
import-last = Cómo fue la última importación
import-go-on = Continuar con el archivo pendiente
import-begin = Traer un archivo
import-earlier = Importaciones anteriores
import-file-help = Una hoja de cálculo (CSV, XLSX, ODS), JSON, Parquet, una página o un texto, de 50 MB como máximo. Queda en la memoria, sellado para usted, durante una hora, y nunca está en un disco.
import-file-missing = Elija un archivo que no esté vacío.
import-look = Examinarlo
import-file-at-hand = El archivo pendiente
import-unreadable = Este archivo no se puede leer: { $what }
import-understand = Cómo debe entenderse
import-fits = Una correspondencia que viene con el programa se ajusta a las columnas de este archivo. Está elegida abajo.
import-guessed = Ninguna correspondencia que viene con el programa se ajusta, así que se propuso una a partir de los nombres y las celdas de las columnas.
import-source-help = De quién son los registros.
import-table = Hoja o lista
import-table-first = La primera
import-mapping-help = Lo que dice qué columna llena qué campo.
import-own = La correspondencia escrita abajo
import-forms = Respuestas a un formulario
import-ready = Archivos conocidos
import-dates = Día y mes
import-dates-shown = Como muestra el archivo
day-first = El día va primero
month-first = El mes va primero
import-team = Equipo que guardará lo sellado
import-text = Correspondencia
import-text-help = Las líneas con # delante no hacen nada. El lenguaje se describe en el libro, en Referencia.
import-try = Probarlo
import-columns = Columna por columna
import-columns-said = Lo que llenaría cada columna. Elija lo correcto, o empiece a escribir el nombre de otro campo, y vuelva a escribir la correspondencia; lo escrito a mano se sustituye.
import-other = u otro
import-column-other = Otro campo que llena { $what }
import-column = Columna
import-fills = Llena
import-column-fills = Lo que llena { $what }
import-confidence = Confianza
import-why = Por qué
import-nothing = Nada
import-write = Volver a escribir la correspondencia
import-drop = Desechar el archivo
import-no-mapping = Elija una correspondencia.
import-mapping-wrong = La correspondencia no se puede usar: { $what }
import-undecided = Las fechas de este archivo podrían tener primero el día o el mes. Diga cuál; hasta entonces no se incorpora nada.
import-trial = En qué se convertiría
import-trial-said = Hasta ahora no se guardó nada.
import-change = Volver a las opciones
import-would-be-made = Se harían
import-missing = Nombradas en la correspondencia y ausentes del archivo
import-unused = Columnas que nada toma
import-keyless = Sin clave: una fila que cambie sería un registro nuevo
import-take = Incorporarlo
import-reasons = Lo que está mal
import-reasons-said = Estas filas no se incorporarían. Las demás sí, y estas se pueden corregir después.
import-cells = Celdas
import-reason = Motivo
import-first = Primero en
import-unknown = Grafías que no se entendieron
import-understood = Cómo se entendieron las grafías
import-more = { $n } más
import-gaps = Se registraría, y podría completarse
import-samples = Los primeros registros
import-sealed = (sellado)
import-so-far = Continúa. Filas incorporadas hasta ahora: { $n } de { $all }.
import-progress = Incorporado
import-goes-on = Continúa por sí sola, también si deja esta página.
import-failed = Lo escrito hasta ahora queda, y el mismo archivo se puede incorporar otra vez.
import-done = El archivo se incorporó.
import-rejects = Filas rechazadas
import-rejects-said = Las filas rechazadas están pendientes como un archivo propio. Corríjalas aquí, o guarde el archivo, corríjalo en una hoja de cálculo y tráigalo de nuevo.
import-mend-here = Corregirlas aquí
import-keep = Guardar el archivo
import-rows-said = { $n ->
    [one] Una fila. Queda en el archivo pendiente, que se puede probar de nuevo cuando esté corregida.
   *[other] Las primeras { $n } filas. Quedan en el archivo pendiente, que se puede probar de nuevo cuando estén corregidas.
}
import-row = Fila { $what }
import-other-cells = Otras celdas de la fila { $what }
import-mend = Guardar lo corregido
done-file-dropped = El archivo se desechó.
done-mapping = La correspondencia se escribió de nuevo.
done-mended = Las filas se corrigieron. Pruebe el archivo de nuevo.
imports-none = Todavía no se ha importado nada.
import-mapping = Correspondencia
import-file = SHA-256 del archivo
import-rows = Filas
import-rejected = Filas rechazadas
import-idle = Filas sin nada para la correspondencia
import-made = Registros creados
import-revised = Registros cambiados
import-unchanged = Registros que ya estaban
import-erased = Registros borrados antes y no recuperados
import-state = Estado
import-unfinished = sin terminar
import-finished = terminada
import-undone = deshecha
undo = Deshacer
undo-said = Los registros que creó se borran para siempre, y los que cambió quedan escritos como antes. Lo que alguien cambió después se queda como está. Una importación grande tarda minutos; si la página se interrumpe, deshágala otra vez.
undo-sure = Lo digo en serio: lo que se borra no vuelve.
undo-sure-first = Diga antes que va en serio.
undone-erased = { $n ->
    [one] Se borró un registro.
   *[other] Se borraron { $n } registros.
}
undone-restored = { $n ->
    [one] Uno dice otra vez lo que decía antes.
   *[other] { $n } dicen otra vez lo que decían antes.
}
undone-kept = { $n ->
    [one] Uno se cambió después o está retenido, y se queda como está.
   *[other] { $n } se cambiaron después o están retenidos, y se quedan como están.
}

# Retener un registro para que no se borre.
hold = Retener para que no se borre
holds = Retenido para que no se borre
hold-said = Cuando un tribunal, una investigación, una indagación interna o una reclamación necesita un registro, se retiene: hasta el día que indique nadie lo borra, ni una parte de él, aunque le toque. Quien pone una retención responde de ella y puede levantarla. El diario recoge ambas cosas. La orden misma va con el registro como archivo: aquí no se escribe nada.
hold-place = Poner una retención
hold-why = Por qué
hold-by = Quién responde
hold-since = Desde
hold-lift = Levantar
hold-lift-one = Levantar: { $what }
hold-lifted = levantada el { $what }
hold-ended = terminada
hold-until = Retenido para que no se borre hasta el { $what }.
hold-until-help = Como máximo hasta el { $what }. Si entonces aún hace falta, póngala de nuevo.
hold-erase = Antes de ese día no se borra nada de él, salvo que quien responde de la retención la levante.
hold-do = Retener
hold-not = No retener
hold-choose = Diga por qué se retiene y hasta qué día.
hold-wrong-until = Una retención termina hoy o más tarde, y como máximo dentro de un año.
hold-others = Una retención la levanta quien la puso; si no, termina por sí sola.
hold-over = Esta retención ya terminó.
hold-court-order = lo ordenó un tribunal
hold-investigation = lo necesita una investigación o la fiscalía
hold-inquiry = lo necesita una indagación de la organización o de quienes la supervisan
hold-claim = la persona afectada lo necesita para una reclamación o un recurso
holds-said = Nadie borra estos registros antes de su último día. La retención la levanta quien responde de ella.
holds-none = No hay nada retenido.
holds-more = Hay más, que terminan después.
done-held = Retenido. Nadie lo borra antes de ese día.
done-lifted = Levantada.

# What is due, and what waits.
due = Por suprimir
due-said = Registros cuya fuente terminó, y partes selladas que no se escribieron durante todo el plazo de conservación. Nada se suprime por sí solo: examine cada uno, renueve su fuente o suprímalo.
due-none = No hay nada pendiente.
due-what = Qué
due-why = Por qué
due-source = La fuente { $what } terminó.
due-retention = El plazo de conservación terminó.
due-erase = Suprimir { $what }
due-more = Vendrán otros cuando estos estén hechos.
waits = Lo que le espera
waits-releases = { $n ->
    [one] Una publicación espera su aprobación.
   *[other] { $n } publicaciones esperan su aprobación.
}
waits-strayed = { $n ->
    [one] Una clave de una identidad que ahora custodia otro equipo espera a que usted se la traslade.
   *[other] { $n } claves de identidades que ahora custodia otro equipo esperan a que usted se las traslade.
}
waits-sources = { $n ->
    [one] Una fuente termina en los próximos treinta días.
   *[other] { $n } fuentes terminan en los próximos treinta días.
}

# Fechas que llegan.
signals = Señales
signals-said = Lo que un indicador señaló: una razón para mirar, nunca una conclusión. Una señal espera hasta que su revisión tenga fecha.
referrals = Derivaciones
referrals-said = Quién y qué se derivó a otros. Una derivación espera hasta que su respuesta tenga fecha.
work-open = Solo lo que espera
work-all = Todo, con lo que está hecho
work-none = Aquí no espera nada.
work-state = Estado
work-late = con retraso
work-waits = espera
work-done = hecho
work-came-in = recibida
agenda = Fechas
agenda-said = Primero están las tareas que le dieron. Después, respuestas que vencen, planes que hay que revisar, consentimientos y papeles que terminan: las fechas están en los registros de sus equipos. Lo hecho deja esta página cuando allí se anota su día.
agenda-none = Nada vence en treinta días.
agenda-over = Pasadas
agenda-soon = En treinta días
agenda-more = Hay más: se muestran las primeras, de los primeros 10.000 registros de cada clase.

# Lo mismo en muchos registros a la vez.
many = { $what }, en muchos a la vez
many-chosen = Elegido
many-choose = Elegir { $what }
many-property = En los elegidos, rellenar
many-begin = Seguir
many-begin-all = Seguir con todos los de la lista
many-none = No se eligió ninguno.
many-said = { $n ->
    [one] Se dice en un registro, en lugar de lo que decía.
   *[other] Se dice en { $n } registros, en lugar de lo que decían.
}
many-done = Dicho en muchos a la vez
many-changed = { $n ->
    [one] Se cambió un registro.
   *[other] Se cambiaron { $n } registros.
}
many-unchanged = { $n ->
    [0] Ninguno lo decía ya.
    [one] Uno ya lo decía.
   *[other] { $n } ya lo decían.
}
many-refused = Sin cambios

# Why the store does not do something.
store-administrator-with-content = Quien administra no tiene nada que ver con lo que hay en los registros: dé una de las dos tareas a otra persona, o a otra cuenta de la misma.
store-busy = Otro programa está escribiendo en el almacén y no terminó a tiempo. No se cambió nada: inténtelo de nuevo.
store-clock = El reloj del servidor no puede estar bien, así que no se cambió nada. Avise a quien administra.
store-damaged = La base de datos está dañada. Deje de trabajar y avise a quien administra.
store-database-gone = Se perdió la conexión con la base de datos. No se cambió nada: inténtelo dentro de un rato.
store-disk-full = El disco del almacén está lleno. No se cambió nada: quien administra tiene que hacer sitio.
store-invalid-record = El registro no sigue el libro de códigos tal como está. No se cambió nada.
store-keys-moved = Un equipo cambió su clave entretanto. No se cambió nada: inténtelo de nuevo.
store-last-administrator = No se puede cerrar la última cuenta que administra ni quitarle esa tarea: nombre antes a otra persona.
store-last-member = El último miembro de un equipo no puede dejarlo: nadie podría abrir lo que guarda. Admita antes a otra persona.
store-link-no-first = Nadie ha decidido aún sobre estos dos registros, así que no hay nada que leer por segunda vez.
store-link-same-reader = La segunda lectura tiene que ser de otra persona.
store-link-too-many-pairs = Separar esto sería decidir sobre demasiados pares a la vez: saque registros de uno en uno.
store-log-changed = El diario de la base de datos no es el que se confirmó. Deje de trabajar y avise a quien administra y a quien audita.
store-no-memory = El servidor tiene ahora muy poca memoria para esto. Inténtelo dentro de un rato.
store-no-source = El registro no nombra ninguna fuente que este almacén conozca.
store-not-there = No hay nada que usted pueda ver o cambiar con este nombre.
store-not-your-task = Esto no está entre las tareas que usted tiene aquí. Las da quien administra.
store-other-team = Esto pertenece a otro equipo de casos: pregunte a alguien de ese equipo o a quien custodia.
store-read-only = El almacén es de solo lectura. No se cambió nada.
store-release-changed = Lo que se va a aprobar o publicar no es lo que se generó: un archivo de la publicación fue cambiado. Abandónela y genérela de nuevo.
store-release-open = Otra publicación está planeada y aún no generada: no se sabe qué mostrará.
store-release-outdated = Entretanto se planeó otra publicación y no se miró lo que cuestan las dos juntas. Inténtelo de nuevo.
store-release-state = La publicación aún no ha llegado a ese punto, o ya lo pasó.
store-release-twice = Usted ya aprobó esta publicación; hace falta otra persona.
store-rolled-back = La base de datos es más antigua que lo que confirmó antes. Deje de trabajar y avise a quien administra.
store-standing = La afirmación no puede dar este paso desde donde está, o le falta la decisión que el paso exige.
store-taken = Ya hay uno con este nombre. Elija otro nombre o cambie lo que está.
store-tampered = Lo guardado contradice el diario: se cambió fuera de Overt. Deje de trabajar y avise a quien administra y a quien audita.
store-too-long = Esto es más de lo que cabe en un registro. No se cambió nada: dígalo más breve o adjúntelo como archivo.
store-too-many-conditions = La pregunta tiene demasiadas condiciones; cada palabra de un texto cuenta como una.
store-too-many-drafts = Tiene 50 borradores, el máximo: termine uno o descarte uno.
store-too-many-searches = Tiene 30 búsquedas, el máximo: elimine una.
store-unconfirmed = La conexión se perdió mientras se confirmaba un cambio: mire si está antes de repetirlo.
store-which-team = Usted está en varios equipos de casos: diga cuál debe guardar esto.
passkey-wrong-name = Una llave de acceso tiene un nombre de 1 a 60 caracteres en una línea.
passkey-known = Esta llave de acceso ya es una de las suyas.
passkey-too-many = Tiene 10 llaves de acceso, el máximo: quite una que no use.
program-wrong-name = Una clave para programas tiene un nombre de 1 a 100 caracteres en una línea.
program-no-scope = Una clave para programas nombra al menos una fuente y un tipo de registro.
program-sealed = Una clave para programas no abre nada sellado: elija la clase abierta o cuasi.
program-wrong-day = El último día de una clave para programas es hoy o más tarde, y como mucho dentro de 366 días.
program-too-many = Hay 100 claves para programas, el máximo: termine una que nadie use.
store-conflict = El registro se cambió entretanto: ahora tiene la revisión { $what }.
store-source-expired = El acuerdo con la fuente terminó el { $what }: no se puede añadir ni cambiar nada bajo ella.
passphrase-short = La frase de contraseña necesita al menos 15 caracteres; cuatro o cinco palabras que no tengan que ver van bien.
passphrase-common = Es una de las que se prueban primero: repetida, en serie o muy conocida. Tome cuatro o cinco palabras que no tengan que ver.
passphrase-long = La frase de contraseña es demasiado larga: 1024 bytes como máximo.

# Lo que dice el script. Rellena %n y %all.
script-filter = Mostrar solo lo que contiene
script-shown = Se muestran %n de %all
script-closer = Acercar
script-farther = Alejar
script-left = A la izquierda
script-right = A la derecha
script-up = Arriba
script-down = Abajo
script-whole = El dibujo entero
script-steering = Las flechas llevan de un registro a otro, Intro abre uno. Mayúsculas y flechas mueven el dibujo, Ctrl y la rueda lo acercan.
script-kinds = Tipos de registros mostrados

# Tareas, y búsquedas que alguien guarda.
searches = Sus búsquedas
searches-said = Quedan selladas solo para usted, también sus nombres. La que no se repite en un año se elimina.
search-run = Repetir
search-drop = Eliminar
search-name = Guardar esta búsqueda como
search-keep = Guardar
search-name-wrong = Una búsqueda lleva un nombre de 1 a 100 caracteres en una línea.
search-changed = Cambiada fuera de Overt: no se puede repetir.
done-search-kept = La búsqueda quedó guardada. Está abajo y en la primera página.
done-search-dropped = La búsqueda se eliminó.
task = Tarea
tasks-of = Tareas
tasks-said = Las tareas de este registro las ve el equipo que lo tiene, y nadie más. Van con el registro cuando se entrega a otro equipo y desaparecen cuando se borra.
tasks-none = Todavía no hay ninguna tarea.
tasks-give = Todas las tareas, y dar otra
task-give = Dar una tarea
task-text = Qué hay que hacer
task-text-help = 2.000 caracteres como máximo. Queda sellado para el equipo que tiene el registro, y el diario guarda quién lo abre.
task-due = Hasta
task-doer = Para quién
task-giver = De
task-state = Estado
task-open = abierta
task-done = hecha
task-given-back = devuelta
task-withdrawn = retirada
task-late = con retraso
task-nobody = nadie
task-oneself = { $what } (usted)
task-written = Lo que se escribió sobre ella
task-what = Qué hay que hacer ({ $what })
task-why = Por qué se devolvió ({ $what })
task-erased = Se borró.
task-do = Está hecha
task-withdraw = Retirarla
task-give-back = Devolverla
task-give-on = Darla a alguien
task-purpose = Abrir una tarea para
task-wrong-text = Dígalo en 1 a 2.000 caracteres.
task-wrong-day = Indique un día: hoy o más tarde, y como mucho dentro de cinco años.
task-wrong-doer = Elija a alguien del equipo que tiene el registro.
task-too-many = Hay 100 tareas abiertas sobre este registro, que es el máximo. Cierre antes una.
task-moved-meanwhile = La tarea ya no está como se mostró. Así está ahora.
done-task-given = La tarea quedó dada.
done-task-moved = Hecho. El equipo ve cómo está la tarea.
agenda-tasks = Sus tareas
agenda-returned = Devueltas a usted
agenda-nobodys = Tareas que no son de nadie
waits-tasks = { $late ->
    [0] { $n ->
        [one] Una tarea vence en siete días.
       *[other] { $n } tareas vencen en siete días.
    }
   *[other] { $n ->
        [one] Una tarea vence, y lleva retraso.
       *[other] { $n } tareas vencen; { $late } con retraso.
    }
}
waits-returned = { $n ->
    [one] Le devolvieron una tarea que dio.
   *[other] Le devolvieron { $n } tareas que dio.
}
waits-nobodys = { $n ->
    [one] Una tarea de sus equipos no es de nadie: la persona a quien esperaba dejó el equipo.
   *[other] { $n } tareas de sus equipos no son de nadie: las personas a quienes esperaban dejaron el equipo.
}
