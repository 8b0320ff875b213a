# Lo que los cálculos mismos ya dicen en inglés, en español.

undercount-sentence = { $people } personas están en las { $lists } listas. { $spread } El modelo elegido da { $chosen } ({ $interval }). { $few }Ningún recuento puede mostrar que un modelo valga también para quienes no están en ninguna lista.
undercount-spread = { $models ->
    [one] Solo un modelo describe bien los recuentos: el de { $most } personas, contadas o no.
   *[other] Los { $models } modelos que describen los recuentos casi igual de bien dan entre { $least } y { $most } personas, contadas o no.
 }
undercount-interval-with-choice = intervalo de confianza del { $level } %: { $limits }, incluida la elección del modelo
undercount-interval-if-true = intervalo de confianza del { $level } %: { $limits }, si este modelo fuera el verdadero
undercount-few = Un límite se apoya en pocas réplicas, así que otra semilla lo movería.
undercount-no-maximum = Ningún valor es el que mejor se ajusta: muy pocas personas están en varias listas para saber cómo dependen estas entre sí.
undercount-not-identified = Varias respuestas distintas se ajustan igual de bien.
undercount-undecided = No se pudo calcular si hay una estimación.
undercount-family-all = todos los modelos jerárquicos en los que dependen entre sí { $lists } listas como máximo
undercount-family-near = el modelo elegido y los que difieren de él en uno o dos conjuntos de { $lists } listas como máximo que dependen entre sí
undercount-method = Estimación por sistemas múltiples con modelos log-lineales de Poisson; { $choice }; { $interval }.
undercount-stepwise = elección paso a paso de conjuntos de { $lists } listas como máximo con una probabilidad de Poisson de { $chance } como máximo (Chan, Silverman y Vincent 2021)
undercount-bic = el menor BIC de todos los modelos (Silverman, Chan y Vincent 2024)
undercount-bca = intervalo BCa a partir de { $draws } réplicas, en cada una de las cuales se volvió a elegir el modelo (DiCiccio y Efron 1996)
undercount-no-bca = sin un intervalo que tenga en cuenta la elección del modelo
