# Les mots des analyses en français.

skip = Aller au contenu
contents = Sommaire
limits = Ce qu’il ne faut pas conclure
left-out = Ce qui est laissé de côté
nothing-left-out = Rien n’est laissé de côté.
method = Méthode et sources
reason-to-look = Un motif ou une association est une raison de regarder, et non une conclusion sur quelqu’un.
same-numbers = Les mêmes nombres en tableau
table-of = { $what } : tableau
stands-out = se distingue
and = et

number-not-known = inconnu
number-no-limit = sans limite
number-ends = { $low } à { $high }
number-under = moins de { $number }
number-over = plus de { $number }
number-beyond = au-delà de { $number }
number-near = proche de { $number }
number-below = inférieur à { $number }

undercount-kind = Combien de personnes ne sont sur aucune liste
undercount-title = Personnes absentes de { $lists } listes
undercount-n = { $people } personnes sur { $lists }
undercount-limits = Ni qu’un nombre soit le nombre : un modèle seul est plus sûr de lui que personne ne peut l’être, et la dispersion de tous les modèles est donc citée avec lui. Ni que les enregistrements aient été bien appariés : ceux qui ne l’ont pas été comptent comme des personnes différentes, et là où l’appariement en a manqué, tous ces nombres sont trop grands. Ni que les personnes absentes de toute liste ressemblent à celles qui figurent sur certaines : qui ne peut être atteint par aucune liste n’est dans aucun modèle. Ni qui est quelqu’un, ni ce qui lui est arrivé.
undercount-refused = { $models ->
    [one] Un modèle n’a pas d’estimation : { $reason }
   *[other] { $models } modèles n’ont pas d’estimation : { $reason }
 }
undercount-models = Modèles : { $family }.
undercount-apart = À quel point les modèles diffèrent
undercount-apart-reading = Les deux premières lignes vont du minimum au maximum que donne un modèle, avec la médiane ; les autres sont les intervalles d’une estimation. Le losange plein tient compte du choix du modèle.
undercount-apart-finding = { $models ->
    [one] Le seul modèle ajusté donne
   *[other] Les { $models } modèles vont de
 } { $all } personnes ; ceux qui sont presque aussi bons que le meilleur, de { $close }.
undercount-people = personnes
undercount-all = Tous les modèles ajustés
undercount-close = Ceux presque aussi bons que le meilleur
undercount-if-true = Le modèle choisi, s’il était le vrai
undercount-with-choice = Avec le choix du modèle
undercount-mean = La moyenne de tous les modèles selon leur poids est { $people }.
undercount-table = Nombre de personnes, comptées ou non
undercount-table-models = Modèles
undercount-table-how-many = Combien ils sont.
undercount-table-least = Minimum
undercount-table-median = Médiane
undercount-table-most = Maximum
undercount-table-weight = Poids
undercount-table-weight-reading = Leur part du poids de tous les modèles.
undercount-row-all = tous ceux ajustés
undercount-row-close = ceux presque aussi bons que le meilleur
undercount-chosen = Le modèle choisi
undercount-independent = aucune liste ne dépend d’une autre
undercount-chosen-finding = Choisi : { $model } ({ $together }) : { $people } personnes, dont { $hidden } ne sont sur aucune liste ; { $limits } s’il était le vrai modèle.
undercount-bootstrap = En tenant compte du choix du modèle : { $limits } ({ $draws } rééchantillonnages, graine { $seed }).
undercount-few-draws = Une limite repose sur peu de rééchantillonnages, et une autre graine la déplace.
undercount-without-estimate = { $draws ->
    [one] Dans un rééchantillonnage, aucun modèle n’avait d’estimation ; il compte comme plus grand que tout nombre.
   *[other] Dans { $draws } rééchantillonnages, aucun modèle n’avait d’estimation ; ils comptent comme plus grands que tout nombre.
 }
undercount-share-nobody = { $lists } n’ont personne en commun : un modèle dans lequel elles dépendent l’une de l’autre dit donc que personne ne peut être sur les deux.
