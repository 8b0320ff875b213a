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
