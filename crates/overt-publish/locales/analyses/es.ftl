# Las palabras de los análisis en español.

skip = Ir al contenido
contents = Contenido
limits = Lo que no debe concluirse
left-out = Lo que queda fuera
nothing-left-out = Nada queda fuera.
method = Método y fuentes
reason-to-look = Un patrón o una asociación es una razón para mirar, y no una conclusión sobre nadie.
same-numbers = Los mismos números en una tabla
table-of = { $what }: tabla
stands-out = destaca
and = y

number-not-known = no se conoce
number-no-limit = sin límite
number-ends = { $low } a { $high }
number-under = menos de { $number }
number-over = más de { $number }
number-beyond = más allá de { $number }
number-near = cerca de { $number }
number-below = menor que { $number }

undercount-kind = Cuántas personas no están en ninguna lista
undercount-title = Personas que no están en ninguna de { $lists } listas
undercount-n = { $people } personas en { $lists }
undercount-limits = No que un número sea el número: un solo modelo está más seguro de sí mismo de lo que nadie puede estar, así que con él se cita la dispersión de todos los modelos. No que los registros se hayan vinculado bien: los registros que no se vincularon cuentan como personas distintas y, donde la vinculación omitió algunos, todos estos números son demasiado altos. No que las personas que no están en ninguna lista sean como las que están en alguna: a quien ninguna lista puede alcanzar no está en ningún modelo. No quién es nadie ni qué le ocurrió.
undercount-refused = { $models ->
    [one] Un modelo no tiene estimación: { $reason }
   *[other] { $models } modelos no tienen estimación: { $reason }
 }
undercount-models = Modelos: { $family }.
undercount-apart = Cuánto difieren los modelos
undercount-apart-reading = Las dos primeras líneas van de lo mínimo a lo máximo que da algún modelo, con la mediana; las demás son intervalos de una estimación. El rombo relleno tiene en cuenta la elección del modelo.
undercount-apart-finding = { $models ->
    [one] El único modelo ajustado da
   *[other] Todos los { $models } modelos van de
 } { $all } personas; los que son casi tan buenos como el mejor, de { $close }.
undercount-people = personas
undercount-all = Todos los modelos ajustados
undercount-close = Los casi tan buenos como el mejor
undercount-if-true = El modelo elegido, si fuera el verdadero
undercount-with-choice = Con la elección del modelo
undercount-mean = La media de todos los modelos según su peso es { $people }.
undercount-table = Número de personas, contadas o no
undercount-table-models = Modelos
undercount-table-how-many = Cuántos son.
undercount-table-least = Mínimo
undercount-table-median = Mediana
undercount-table-most = Máximo
undercount-table-weight = Peso
undercount-table-weight-reading = Su parte del peso de todos los modelos.
undercount-row-all = todos los ajustados
undercount-row-close = los casi tan buenos como el mejor
undercount-chosen = El modelo elegido
undercount-independent = ninguna lista depende de otra
undercount-chosen-finding = Elegido: { $model } ({ $together }): { $people } personas, de las que { $hidden } no están en ninguna lista; { $limits } si fuera el modelo verdadero.
undercount-bootstrap = Teniendo en cuenta la elección del modelo: { $limits } ({ $draws } remuestreos, semilla { $seed }).
undercount-few-draws = Un límite se apoya en pocos remuestreos, y otra semilla lo mueve.
undercount-without-estimate = { $draws ->
    [one] En un remuestreo ningún modelo tuvo estimación; cuenta como mayor que cualquier número.
   *[other] En { $draws } remuestreos ningún modelo tuvo estimación; cuentan como mayores que cualquier número.
 }
undercount-share-nobody = { $lists } no comparten a nadie, de modo que un modelo en el que dependen entre sí dice que nadie puede estar en ambas.
