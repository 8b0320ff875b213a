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
relations-cut = Aquí solo se nombran los 100 primeros.
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
release-publish-said = Se publica en el equipo del almacén, con esta orden:
done-approved = Aprobada.
done-given-up = La publicación se abandonó.
imports = Importaciones
import = Importación
imports-said = Lo que vino de archivos. Los archivos se importan en el equipo del almacén, primero como prueba que no escribe nada:
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
    [one] Uno se cambió después y se queda como está.
   *[other] { $n } se cambiaron después y se quedan como están.
}
