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

in-english = En inglés: { $words }
nor-in = ni en
why-not-in = no está en { $series }
why-no-value = está en { $group }, pero no en { $series }
why-one-year = un solo año, así que no está en la parte dentro de los países
cause-few-rows = { $n ->
    [one] Hay { $n } fila, y se necesitan al menos { $least }.
   *[other] Hay { $n } filas, y se necesitan al menos { $least }.
 }
cause-constant = Todos los valores de la columna { $column } son iguales, así que nada puede ir junto con ella.
cause-no-place = Un valor no tiene sitio en la escala: un logaritmo necesita valores por encima de cero, y una raíz cuadrada, ninguno por debajo.
cause-pair-rows = El par más fuerte se busca en { $least } a { $most } filas, y hay { $n }.
cause-half-the-same = La mitad de los valores de una serie son iguales, o no se admite ninguna desviación, así que ninguno está lo bastante cerca de la mediana.
cause-nothing-between = No queda ningún valor entre ambos extremos.
p-is = p = { $p }
p-below = p menor que { $p }

coefficient-pearson = r de Pearson
coefficient-spearman = rho de Spearman
coefficient-kendall = tau-b de Kendall
choice-left-series = serie de la izquierda
choice-right-series = serie de la derecha
choice-countries = países
choice-left-scale = escala de la izquierda
choice-right-scale = escala de la derecha
choice-outliers = valores atípicos
choice-coefficient = coeficiente
scale-as-is = tal cual
scale-logarithm = logaritmo
scale-square-root = raíz cuadrada
outliers-kept = todas las filas
outliers-named = sin { $who }
outliers-pair = sin el par que más refuerza r
outliers-beyond = sin las filas a más de { $deviations } desviaciones absolutas medianas
outliers-winsorised = { $percent } por ciento de cada extremo acercado

circle-direct = { $one } y { $other } están vinculados directamente ({ $paths ->
    [one] una vía
   *[other] { $paths } vías
 }), así que parte de su asociación puede existir por construcción.
circle-indirect = { $one } y { $other } están vinculados a través de otros insumos ({ $paths ->
    [one] una vía
   *[other] { $paths } vías
 }), así que parte de su asociación puede existir por construcción.
circle-shared = { $one } y { $other } están hechos ambos de medidas de la corrupción o de la misma fuente ({ $paths ->
    [one] una vía
   *[other] { $paths } vías
 }), así que parte de su asociación puede existir por construcción.
circle-both-measure = { $one } y { $other } miden ambos la corrupción: no son dos testigos, así que use uno de ellos.
circle-none = No se conoce ninguna vía entre { $one } y { $other }; eso no muestra que no la haya.
alternative = En lugar de { $index }, use solo los países y valores de { $parts }.
no-alternative = No se conoce ninguna parte de { $index } libre de las vías que se publique por sí sola, así que muestre las vías junto a cada resultado.

groups-differ = Entre { $n } filas, { $outcome } difiere entre los { $groups } grupos ({ $p }); { $pairs }. Una diferencia entre grupos no muestra ninguna causa.
groups-do-not-differ = Entre { $n } filas, { $outcome } no difiere entre los { $groups } grupos de un modo que se distinga del azar ({ $p }); { $pairs }. Una diferencia entre grupos no muestra ninguna causa.
groups-apart = cada dos de ellos pueden distinguirse
groups-alike = estos no pueden distinguirse: { $pairs }
odds = Entre { $n } filas, { $way } (razón de probabilidades { $odds } por una desviación estándar de { $deviation }, intervalo de confianza del 95 %: { $low } a { $high }, { $p }){ $thresholds }; esto es una asociación y no muestra ninguna causa.
thresholds-untested = y si la razón es la misma en cada umbral no puede probarse en estas filas
thresholds-differ = pero la razón difiere entre umbrales ({ $p }), así que mire cada uno
thresholds-alike = y que la razón difiera entre umbrales no se distingue del azar ({ $p })
limits-of-odds = Solo cuenta el orden de los niveles. Una razón vale por todos los umbrales; la prueba de razones proporcionales puede hablar en contra de ello y nunca mostrarlo. El intervalo y las pruebas son aproximados donde un nivel tiene pocas filas. Las filas se toman por independientes, y los niveles que decide una sola oficina no lo son. No es una causa: los niveles pueden decidirse por aquello de lo que está hecha la otra serie.
partial = Entre { $n } filas, con { $given } constante, { $way } (r parcial { $value }, intervalo de confianza del 95 %: { $low } a { $high }, { $p }; sin ello { $plain }); esto es una asociación y no muestra ninguna causa.
within = Entre países, { $between } (r { $betweenr }); dentro de un país a lo largo de los años, { $within } (r { $withinr }, { $p } con errores agrupados por país); ninguna de las dos cosas muestra una causa.
ties = { $tied } de los { $n } valores de { $series } los comparten tres o más con { $decimals } decimales ({ $distinct } valores distintos; valores repartidos por igual darían unos { $expected }); muchos empates significan una escala gruesa o valores copiados de un grupo, y no dicen cuál de las dos cosas.
pairs = De los { $pairs } pares, { $pair } son aquel cuya omisión más refuerza la r de Pearson, de { $all } a { $without }; la rho de Spearman va de { $rho } a { $rhowithout }. Omitir estas dos filas después de mirar es elegir las dos que más refuerzan r.
sources-all = { $coefficient } entre { $index } y { $outcome } es { $all } con las { $sources } fuentes y está entre { $lowest } y { $highest } sin una cualquiera de ellas; las fuentes aún pueden compartir un error.
sources-some = { $coefficient } entre { $index } y { $outcome } es { $all } con las { $sources } fuentes y está entre { $lowest } y { $highest } sin una cualquiera de { $answered } de ellas; las fuentes aún pueden compartir un error.
mean-of-sources = { $index }, media de todas las fuentes
mean-without-source = { $index } sin { $source }
source-alone = solo { $source }

method-circularity = todas las vías desde cada índice por los insumos anotados, en profundidad; lo que no está anotado no se conoce
method-pearson = intervalo: z de Fisher, e. e. 1/sqrt(n-3); p: t de Student, n-2 grados de libertad
method-spearman = intervalo: z de Fisher, e. e. sqrt((1+rho²/2)/(n-3)) (Bonett y Wright 2000); p: t de Student, n-2 grados de libertad
method-kendall = intervalo: z de Fisher, e. e. sqrt(0.437/(n-4)) (Fieller, Hartley y Pearson 1957); p: normal, varianza corregida por empates, aproximada con menos de diez filas
method-groups = H de Kruskal y Wallis corregida por empates, ji al cuadrado; entre cada dos, la prueba de suma de rangos de Wilcoxon (normal, corregida por empates y por continuidad), corregida por el método de Holm
method-odds = logit ordenado (razones proporcionales), máxima verosimilitud, intervalo y valor p normales; prueba de la razón de verosimilitudes de las razones proporcionales
method-partial = correlación parcial de Pearson a partir de la inversa de las correlaciones; intervalo: z de Fisher, e. e. 1/sqrt(n-k-3) con k series constantes; p: t de Student, n-k-2 grados de libertad
method-within = r de Pearson de todas las filas, de las diferencias respecto a las medias de los países y de estas medias; las dos primeras con errores estándar agrupados por país (Liang y Zeger 1986; factor G/(G-1) * (N-1)/(N-K)) y t de Student, G-1 grados de libertad; la tercera con la z de Fisher
method-ties = valores redondeados y contados; el número esperado, por la distribución binomial sobre todos los valores posibles del recorrido
method-pairs = r de Pearson de todas las filas menos dos, para cada dos filas; la fuerza es r en la dirección que tienen todas las filas
method-sources = el índice como media simple de sus puntuaciones, calculada de nuevo sin cada fuente
method-every-way = todas las combinaciones de las opciones; intervalos y valores p como para una especificación, sin corrección por su número
