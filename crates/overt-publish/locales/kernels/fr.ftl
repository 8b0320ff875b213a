# Ce que les calculs eux-mêmes disent déjà en anglais, en français.

undercount-sentence = { $people } personnes sont sur les { $lists } listes. { $spread } Le modèle choisi donne { $chosen } ({ $interval }). { $few }Aucun compte ne peut montrer qu’un modèle vaut aussi pour les personnes qui ne sont sur aucune liste.
undercount-spread = { $models ->
    [one] Un seul modèle décrit bien les comptes : celui de { $most } personnes, comptées ou non.
   *[other] Les { $models } modèles qui décrivent les comptes à peu près aussi bien donnent entre { $least } et { $most } personnes, comptées ou non.
 }
undercount-interval-with-choice = intervalle de confiance à { $level } % : { $limits }, choix du modèle compris
undercount-interval-if-true = intervalle de confiance à { $level } % : { $limits }, si ce modèle était le vrai
undercount-few = Une limite repose sur peu de réplications, et une autre graine la déplacerait.
undercount-no-maximum = Aucune valeur n’est la mieux ajustée : trop peu de personnes sont sur plusieurs listes pour dire comment celles-ci dépendent les unes des autres.
undercount-not-identified = Plusieurs réponses différentes s’ajustent aussi bien.
undercount-undecided = Il n’a pas pu être calculé s’il y a une estimation.
undercount-family-all = tous les modèles hiérarchiques dans lesquels { $lists } listes au plus dépendent les unes des autres
undercount-family-near = le modèle choisi et ceux qui s’en distinguent par un ou deux ensembles de { $lists } listes au plus qui dépendent les unes des autres
undercount-method = Estimation par systèmes multiples avec des modèles log-linéaires de Poisson ; { $choice } ; { $interval }.
undercount-stepwise = choix pas à pas d’ensembles de { $lists } listes au plus avec une probabilité de Poisson d’au plus { $chance } (Chan, Silverman et Vincent 2021)
undercount-bic = le plus petit BIC de tous les modèles (Silverman, Chan et Vincent 2024)
undercount-bca = intervalle BCa à partir de { $draws } réplications, dans chacune desquelles le modèle a été choisi de nouveau (DiCiccio et Efron 1996)
undercount-no-bca = sans intervalle qui tienne compte du choix du modèle

in-english = En anglais : { $words }
nor-in = ni dans
why-not-in = absent de { $series }
why-no-value = dans { $group }, mais pas dans { $series }
why-one-year = une seule année, donc pas dans la partie à l’intérieur des pays
cause-few-rows = { $n ->
    [one] Il y a { $n } ligne, et il en faut au moins { $least }.
   *[other] Il y a { $n } lignes, et il en faut au moins { $least }.
 }
cause-constant = Toutes les valeurs de la colonne { $column } sont les mêmes, et rien ne peut donc aller de pair avec elle.
cause-no-place = Une valeur n’a pas de place sur l’échelle : un logarithme demande des valeurs au-dessus de zéro, une racine carrée aucune en dessous.
cause-pair-rows = La paire la plus forte est cherchée dans { $least } à { $most } lignes, et il y en a { $n }.
cause-half-the-same = La moitié des valeurs d’une série sont les mêmes, ou aucun écart n’est admis, et aucune n’est donc assez proche de la médiane.
cause-nothing-between = Il ne reste aucune valeur entre les deux bouts.
p-is = p = { $p }
p-below = p inférieur à { $p }

coefficient-pearson = r de Pearson
coefficient-spearman = rho de Spearman
coefficient-kendall = tau-b de Kendall
choice-left-series = série de gauche
choice-right-series = série de droite
choice-countries = pays
choice-left-scale = échelle de gauche
choice-right-scale = échelle de droite
choice-outliers = valeurs aberrantes
choice-coefficient = coefficient
scale-as-is = telle quelle
scale-logarithm = logarithme
scale-square-root = racine carrée
outliers-kept = toutes les lignes
outliers-named = sans { $who }
outliers-pair = sans la paire qui renforce le plus r
outliers-beyond = sans les lignes à plus de { $deviations } écarts absolus médians
outliers-winsorised = { $percent } pour cent de chaque bout rapprochés

circle-direct = { $one } et { $other } sont liés directement ({ $paths ->
    [one] une voie
   *[other] { $paths } voies
 }), et une part de leur association peut donc tenir à leur construction.
circle-indirect = { $one } et { $other } sont liés par d’autres éléments ({ $paths ->
    [one] une voie
   *[other] { $paths } voies
 }), et une part de leur association peut donc tenir à leur construction.
circle-shared = { $one } et { $other } sont tous deux faits de mesures de la corruption ou de la même source ({ $paths ->
    [one] une voie
   *[other] { $paths } voies
 }), et une part de leur association peut donc tenir à leur construction.
circle-both-measure = { $one } et { $other } mesurent tous deux la corruption : ce ne sont pas deux témoins, utilisez donc l’un d’eux.
circle-none = Aucune voie entre { $one } et { $other } n’est connue ; cela ne montre pas qu’il n’y en a pas.
alternative = Au lieu de { $index }, n’utilisez que les pays et les valeurs de { $parts }.
no-alternative = Aucune partie de { $index } libre des voies n’est connue pour être publiée à part ; montrez donc les voies à côté de chaque résultat.

groups-differ = Parmi { $n } lignes, { $outcome } diffère entre les { $groups } groupes ({ $p }) ; { $pairs }. Une différence entre groupes ne montre aucune cause.
groups-do-not-differ = Parmi { $n } lignes, { $outcome } ne diffère pas entre les { $groups } groupes d’une façon qui se distingue du hasard ({ $p }) ; { $pairs }. Une différence entre groupes ne montre aucune cause.
groups-apart = deux quelconques d’entre eux se distinguent
groups-alike = ceux-ci ne se distinguent pas : { $pairs }
odds = Parmi { $n } lignes, { $way } (rapport de cotes { $odds } pour un écart type de { $deviation }, intervalle de confiance à 95 % : { $low } à { $high }, { $p }){ $thresholds } ; c’est une association et elle ne montre aucune cause.
thresholds-untested = et si le rapport est le même à chaque seuil ne peut être testé sur ces lignes
thresholds-differ = mais le rapport diffère entre les seuils ({ $p }) : regardez donc chacun d’eux
thresholds-alike = et que le rapport diffère entre les seuils ne se distingue pas du hasard ({ $p })
limits-of-odds = Seul compte l’ordre des niveaux. Un seul rapport vaut pour tous les seuils ; le test des cotes proportionnelles peut parler contre cela et ne peut jamais le montrer. L’intervalle et les tests sont approchés là où un niveau a peu de lignes. Les lignes sont tenues pour indépendantes, et des niveaux que décide un même bureau ne le sont pas. Ce n’est pas une cause : les niveaux peuvent être décidés par ce dont l’autre série est faite.
partial = Parmi { $n } lignes, { $given } étant tenu constant, { $way } (r partiel { $value }, intervalle de confiance à 95 % : { $low } à { $high }, { $p } ; sans cela { $plain }) ; c’est une association et elle ne montre aucune cause.
within = Entre pays, { $between } (r { $betweenr }) ; à l’intérieur d’un pays au fil des années, { $within } (r { $withinr }, { $p } avec des erreurs groupées par pays) ; ni l’un ni l’autre ne montre une cause.
ties = { $tied } des { $n } valeurs de { $series } sont partagées par trois ou plus à { $decimals } décimales ({ $distinct } valeurs différentes ; des valeurs également réparties en donneraient environ { $expected }) ; beaucoup d’ex æquo veulent dire une échelle grossière ou des valeurs copiées d’un groupe, et ne disent pas lequel des deux.
pairs = Des { $pairs } paires, { $pair } sont celle dont le retrait renforce le plus le r de Pearson, de { $all } à { $without } ; le rho de Spearman va de { $rho } à { $rhowithout }. Laisser ces deux lignes de côté après avoir regardé, c’est choisir les deux qui renforcent le plus r.
sources-all = { $coefficient } entre { $index } et { $outcome } est { $all } avec les { $sources } sources et entre { $lowest } et { $highest } sans l’une quelconque d’entre elles ; les sources peuvent encore partager une erreur.
sources-some = { $coefficient } entre { $index } et { $outcome } est { $all } avec les { $sources } sources et entre { $lowest } et { $highest } sans l’une quelconque de { $answered } d’entre elles ; les sources peuvent encore partager une erreur.
mean-of-sources = { $index }, moyenne de toutes les sources
mean-without-source = { $index } sans { $source }
source-alone = { $source } seule

method-circularity = toutes les voies de chaque indice à travers les éléments notés, en profondeur ; ce qui n’est pas noté n’est pas connu
method-pearson = intervalle : z de Fisher, erreur type 1/sqrt(n-3) ; p : t de Student, n-2 degrés de liberté
method-spearman = intervalle : z de Fisher, erreur type sqrt((1+rho²/2)/(n-3)) (Bonett et Wright 2000) ; p : t de Student, n-2 degrés de liberté
method-kendall = intervalle : z de Fisher, erreur type sqrt(0.437/(n-4)) (Fieller, Hartley et Pearson 1957) ; p : normale, variance corrigée des ex æquo, approchée au-dessous de dix lignes
method-groups = H de Kruskal et Wallis corrigé des ex æquo, khi-deux ; entre deux quelconques, le test de la somme des rangs de Wilcoxon (normal, corrigé des ex æquo et de la continuité), corrigé par la méthode de Holm
method-odds = logit ordonné (cotes proportionnelles), maximum de vraisemblance, intervalle et valeur p normaux ; test du rapport de vraisemblance des cotes proportionnelles
method-partial = corrélation partielle de Pearson à partir de l’inverse des corrélations ; intervalle : z de Fisher, erreur type 1/sqrt(n-k-3) pour k séries tenues constantes ; p : t de Student, n-k-2 degrés de liberté
method-within = r de Pearson de toutes les lignes, des écarts aux moyennes des pays et de ces moyennes ; les deux premiers avec des erreurs types groupées par pays (Liang et Zeger 1986 ; facteur G/(G-1) * (N-1)/(N-K)) et t de Student, G-1 degrés de liberté ; le troisième par le z de Fisher
method-ties = valeurs arrondies et comptées ; le nombre attendu par la loi binomiale sur toutes les valeurs possibles de l’étendue
method-pairs = r de Pearson de toutes les lignes sauf deux, pour chaque paire de lignes ; la force est r dans le sens qu’ont toutes les lignes
method-sources = l’indice comme moyenne simple de ses scores, recalculé sans chaque source
method-every-way = toutes les combinaisons des options ; intervalles et valeurs p comme pour une spécification, sans correction pour leur nombre
