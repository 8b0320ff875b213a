# Les mots du bureau.
skip = Aller au contenu
pages = Pages
languages = Langues
foot = Ce qui est consigné ici, ce sont des affirmations. Une allégation ou un signal est une raison de regarder, jamais une conclusion.
to-home = Retour au début
home = Début
records = Enregistrements
chains = Consigner un acte
account = Votre compte
sign-in = Entrer
sign-out = Sortir
sign-in-said = Ce qui est scellé ne s’ouvre que pour les personnes connectées, et le journal garde qui a ouvert quoi.
sign-in-lost = Phrase secrète oubliée ? La personne qui administre l’ordinateur lance « overt key recover » avec votre code de secours imprimé. Personne ne peut lire votre phrase secrète.
account-name = Compte
passphrase = Phrase secrète
one-time-code = Code à usage unique
one-time-code-help = Seulement si vous avez configuré des codes sur un autre appareil.
not-signed-in = Non connecté : le compte, la phrase secrète ou le code ne sont pas bons.
wait = { $n ->
    [one] Trop d’essais sous ce nom. Attendez une seconde.
   *[other] Trop d’essais sous ce nom. Attendez { $n } secondes.
}
confirm = Est-ce bien vous ?
confirm-said = Vous allez ouvrir une identité. Prouvez encore une fois qui vous êtes ; cela vaut cinq minutes. Ensuite, demandez-la de nouveau.
confirm-do = Confirmer
not-confirmed = Ce n’était pas bon.
welcome = Bienvenue, { $what }
task-casework = Vous travaillez sur des dossiers : vous consignez et modifiez des enregistrements, et ouvrez récits et parties sensibles.
task-custody = Vous gardez les identités : vous ouvrez noms, papiers et téléphones, chaque fois pour une fin.
task-audit = Vous veillez sur le journal.
task-administration = Vous vous occupez des comptes, des sources et des réglages.
task-none = Vous n’êtes encore dans aucune équipe. La personne qui administre les comptes peut vous y ajouter.
enter = Consigner
enter-case = Ouvrir un dossier
enter-act = Consigner un acte de corruption
enter-victim = Consigner une victime
there = Ce qu’il y a
there-said = Ce que personne n’a consigné n’est pas ici. Cela ne veut pas dire que cela n’est pas arrivé.
kind = Genre
number = Nombre
all = Tous
standing = Situation
show = Afficher
search = Chercher
search-by = Chercher
by-name = un nom
by-phone = un numéro de téléphone
by-paper = le numéro d’un papier
search-words = Il se lit
search-said = Noms, numéros et papiers se cherchent par un index à clé. Le journal garde que vous avez cherché et pourquoi, jamais les mots.
search-nothing = Dites quoi chercher.
search-none = Aucun enregistrement trouvé. La recherche est dans le journal.
search-compared = Des noms égaux ne sont pas toujours une même personne. La recherche est dans le journal.
search-candidates = Ce sont des candidats : vous ne pouvez pas ouvrir les identités, ils n’ont donc pas pu être comparés. La recherche est dans le journal.
purpose = Fin
record = Enregistrement
records-none = Aucun enregistrement trouvé. Que personne ne l’ait consigné ne veut pas dire que cela n’est pas arrivé.
records-count = { $n ->
    [one] Un enregistrement.
   *[other] { $n } enregistrements.
}
next = Page suivante
choose = Choisissez
save = Enregistrer
change = Modifier
open = Ouvrir
open-to-change = Ouvrir pour modifier
history = Historique
revision = Révision
revision-of = Révision { $what }
day = Jour
why = Pourquoi
by = Par
leaf = Entrée du journal
erased = Effacé
reason-entered = consigné
reason-imported = importé
reason-corrected = quelque chose était faux
reason-completed = on en sait plus
reason-standing-changed = l’affirmation a avancé
reason-consent-changed = un consentement a changé
reason-migrated = le livre de codes a changé
unasked = { $n ->
    [one] Une question ouverte n’a pas été posée.
   *[other] { $n } questions ouvertes n’ont pas été posées.
}
gaps = Ce qui le compléterait
sealed = Parties scellées
sealed-said = Le journal garde que vous les avez ouvertes, quand et à quelle fin, avant que vous les voyiez.
sealed-which = Quelles parties
sealed-as = scellé : { $what }
refers-to = Il nomme
add = Ajouter
add-another = En ajouter un autre
source = Source
source-help = Qui le dit. Sans source il n’y a pas d’enregistrement.
no-source = Nommez une source : sans elle il n’y a pas d’enregistrement.
form-said = Laissez vide ce qui n’a pas été demandé. « Non demandé », « non » et « inconnu » sont des réponses différentes, et toutes comptent.
needed = à répondre, ne serait-ce que par « inconnu »
state-of = État : { $what }
parts = Parties du formulaire
new-record = Nouveau : { $what }
change-record = Modifier : { $what }
conflict = Regardez l’enregistrement tel qu’il est maintenant, puis enregistrez ce qui doit encore changer.
country = Pays
region = Région
district = District
locality = Ville ou village
site = Rue, bâtiment ou passage
hint-several = Plusieurs, séparés par des points-virgules.
hint-number = Un nombre, avec un point avant les décimales.
hint-money = 400 EUR, 400..500 EUR ou 400 EUR 2017-05.
hint-date = 2017, 2017-05, 2017-05-03~ (environ) ou 2015/2017.
hint-reference = L’identifiant d’un enregistrement, sur sa page.
chains-said = À quel point des trois chaînes cela s’est-il passé ? Choisissez l’étape ; le formulaire commence là.
acts-count = { $n ->
    [0] Aucun acte consigné.
    [one] Un acte consigné.
   *[other] { $n } actes consignés.
}
caution-alleged = Une allégation est une raison de regarder, jamais une conclusion.
caution-inferred = Un signal est une raison de regarder, jamais une conclusion.
codes = Codes à usage unique
codes-used = Vous entrez avec un code d’un autre appareil.
codes-unused = Avec des codes d’un autre appareil, une phrase secrète que quelqu’un a vue ne suffit pas pour entrer.
codes-begin = Configurer les codes
codes-offer = Un autre appareil pour les codes
codes-offer-said = Lisez cette image avec une application de codes à usage unique. Elle ne vaut qu’après un premier code.
codes-typed = Ou tapez ceci :
codes-first = Premier code
codes-take = Mettre en service
codes-end = Abandonner les codes
passphrase-other = Une autre phrase secrète
passphrase-said = Au moins 15 caractères ; le mieux, plusieurs mots sans rapport. Vos autres sessions se terminent.
passphrase-present = Phrase secrète actuelle
passphrase-new = Nouvelle phrase secrète
passphrase-again = Nouvelle phrase secrète encore une fois
passphrase-change = Changer la phrase secrète
passphrases-differ = Les deux nouvelles phrases ne sont pas les mêmes.
recovery = Code de secours
recovery-said = Avec lui vous rentrez quand la phrase secrète est perdue. Un nouveau rend l’ancien sans valeur.
recovery-renew = Nouveau code de secours
recovery-new = Votre nouveau code de secours
recovery-new-said = Notez-le maintenant et rangez-le. Il est montré une fois et n’est gardé nulle part.
nothing = Rien ici
nothing-said = Il n’y a rien ici, ou rien que vous puissiez voir.
not-done = Pas fait
done-added = Consigné.
done-changed = Modifié.
done-unchanged = Rien n’était différent, rien n’a donc été modifié.
done-passphrase = Votre phrase secrète a été changée et vos autres sessions sont terminées.
done-codes = Désormais vous entrez aussi avec des codes.
done-no-codes = Vous entrez maintenant sans codes.
refused-origin = Ceci n’a pas été envoyé d’une page de ce bureau. Rien n’a été modifié.
refused-kind = Seuls des formulaires sont acceptés ici. Rien n’a été modifié.
refused-length = Ce formulaire est trop long : 1 Mo au plus. Rien n’a été modifié.
refused-proof = Ce formulaire est d’une session antérieure. Rechargez la page. Rien n’a été modifié.

# Correspondances, entités et réseau, agents publics.
matches = Correspondances
caution-match = Une correspondance est une raison de regarder, jamais une conclusion.
caution-network = Un lien dit qu’une source, ou l’appariement, a lié deux enregistrements. C’est une raison de regarder, jamais une conclusion.
caution-official = Avoir servi quelque part n’est pas un signe de culpabilité : la plupart des agents sont honnêtes.
network = Réseau
entity-of = Entité à laquelle il appartient
postings-of = Affectations
matches-never = Rien n’a encore été apparié. « overt link run » apparie les enregistrements d’une sorte.
matches-run = Dernière exécution, modèle et seuil : { $what }
matches-waiting = En attente d’une décision
matches-said = La dernière exécution a réuni ces paires et personne n’a décidé à leur sujet. Celles qu’elle a failli réunir se voient après une comparaison.
matches-compared = Comparé dans cette session : d’abord celles où une décision apporte le plus, y compris des paires qui n’ont pas été réunies.
compared-of = { $n ->
    [one] Un enregistrement a été comparé.
   *[other] { $n } enregistrements ont été comparés.
}
left-out-no-consent = { $n } laissés de côté : de personnes qui n’ont pas donné leur accord.
left-out-source-over = { $n } laissés de côté : leur source n’est plus en vigueur.
left-out-handling = { $n } laissés de côté : réservés à des personnes désignées.
left-out-closed = { $n } laissés de côté : une autre équipe détient l’identité.
matches-count = { $n ->
    [0] Aucune paire n’attend.
    [one] Une paire attend.
   *[other] { $n } paires attendent.
}
pair = Paire
first-record = Premier enregistrement
second-record = Second enregistrement
match-state = État
match-joined = réunis, sans décision
match-apart = non réunis, sans décision
match-disputed = deux lecteurs sont en désaccord
probability = Probabilité
not-computed = non calculée
compare-pair = Voir les deux
compare = Comparer à nouveau
compare-said = Tous les enregistrements de cette sorte sont comparés avec le modèle de la dernière exécution. Ce qui est comparé est ouvert pour cela, et le journal l’inscrit avant. Rien n’est réuni.
compare-do = Comparer
compare-model = Cette version ne peut pas lire le modèle de la dernière exécution. Appariez à nouveau avec « overt link run ».
compare-closed = Rien n’a été comparé : « { $what } » est comparé, et vous n’êtes dans aucune équipe qui l’ouvre.
compare-many = Plus de { $n } enregistrements ne sont pas comparés pendant que quelqu’un attend. « overt link review » le fait.
compare-busy = Quelqu’un d’autre compare en ce moment. Réessayez dans une minute.
compare-nothing = Rien n’a été comparé : les enregistrements ont trop peu de ce que le modèle compare.
decided-matches = Paires décidées
decided-count = { $n ->
    [0] Aucune paire n’est décidée.
    [one] Une paire est décidée.
   *[other] { $n } paires sont décidées.
}
decision = Décision
pair-joined = Les deux sont dans une même entité.
pair-apart = Ils ne sont pas réunis.
pair-standing = Ce qui vaut : { $what }.
pair-sides = Côte à côte
property = Propriété
comparison = Comparaison
claim = Affirmation
says-nothing = ne dit rien
side-agrees = concorde
side-partly = concorde en partie
side-differs = diffère
side-alone = ne peut être comparé
agrees-count = { $n ->
    [one] Une propriété concorde.
   *[other] { $n } propriétés concordent.
}
differs-count = { $n ->
    [one] Une propriété diffère.
   *[other] { $n } propriétés diffèrent.
}
one-sided-count = { $n ->
    [one] Sous une propriété, un seul des deux au plus dit quelque chose.
   *[other] Sous { $n } propriétés, un seul des deux au plus dit quelque chose.
}
silent-count = { $n ->
    [one] Sous une propriété, aucun ne dit rien.
   *[other] Sous { $n } propriétés, aucun ne dit rien.
}
pair-decide = Décider
pair-question = Les deux enregistrements parlent-ils de la même chose ?
verdict-same = La même chose
verdict-different = Pas la même chose
verdict-unsure = Pas encore certain
no-verdict = Choisissez l’une des trois. Rien n’a été décidé.
decided-meanwhile = Quelqu’un a décidé entre-temps au sujet de cette paire. Regardez-la telle qu’elle est maintenant. Rien n’a été décidé.
done-decided = Décidé. Voici la suite.
pair-second = Quelqu’un d’autre a lu cette paire en premier. Ceci est une seconde lecture : la sienne reste à côté.
pair-note = Raison
pair-note-help = Ce qui a été décisif. Elle est scellée comme un récit.
pair-keep = Garder, et la paire suivante
pair-weights = Ce qui pèse
pair-probability = Probabilité qu’il s’agisse de la même chose : { $what }
pair-bits = Chaque bit de plus double les chances qu’il s’agisse de la même chose ; au-dessous de 0, il parle contre. Les valeurs rares pèsent plus.
level = Niveau
bits = Bits
rarity = dû à la rareté
prior = avant comparaison
sum = Somme
pair-no-weights = Non calculé dans cette session. Après « Comparer à nouveau » sur la liste, le poids de chaque comparaison figure ici.
pair-sealed = Ce qui est scellé n’est comparé que là où vous pouvez l’ouvrir. Le journal garde pour chaque enregistrement que vous l’avez ouvert, et pour quoi, avant que vous le voyiez.
pair-history = Ce qui a été décidé
pair-undo = Toute décision reste dans l’historique. Pour en changer, décidez à nouveau ci-dessus. La retirer signifie qu’on ne peut pas le dire, et la prochaine exécution s’en tient à ce qu’elle trouve.
decision-undo = Retirer la décision
turn-first = première lecture
turn-second = seconde lecture
turn-undo = une réunion a été défaite
reading = Lecture
note-sealed = scellé
apart = Ce qui s’est séparé
apart-moved = { $n ->
    [one] Un enregistrement s’est déplacé.
   *[other] { $n } enregistrements se sont déplacés.
}
apart-alone = { $n ->
    [one] L’un d’eux reste seul.
   *[other] { $n } d’entre eux restent seuls.
}
apart-decided = { $n ->
    [one] Une paire est tenue pour différente désormais.
   *[other] { $n } paires sont tenues pour différentes désormais.
}
apart-leaf = Entrée { $n } du journal.
apart-no-exports = Aucune exportation n’en contient.
apart-exports = Celles-ci sont parties avec ce qui était réuni. Qui les détient devrait en recevoir de nouvelles.
go-on = Continuer
entity = Entité
entity-gone = Plus aucun enregistrement ne lui appartient.
entity-records = Ses enregistrements
entity-count = { $n ->
    [one] Un enregistrement.
   *[other] { $n } enregistrements.
}
entity-sources = { $n ->
    [one] D’une source.
   *[other] De { $n } sources.
}
since-leaf = Depuis l’entrée
compare-first = à côté du premier
split = Séparer
split-said = Un enregistrement séparé quitte l’entité, et aucune exécution ultérieure ne le réunit à ceux qui restent. Seule une décision ultérieure le fait.
split-do = Séparer l’enregistrement choisi
split-last = Défaire ce qui a été réuni en dernier
no-record = Choisissez l’enregistrement à séparer. Rien n’a été changé.
entity-meanwhile = L’entité n’est plus telle qu’elle a été montrée. Regardez-la telle qu’elle est maintenant. Rien n’a été changé.
contradicts = Ce qui se contredit
contradicts-count = { $n ->
    [0] Rien ne se contredit dans ce qui est ouvert ici.
    [one] Sous une propriété, ils disent des choses différentes.
   *[other] Sous { $n } propriétés, ils disent des choses différentes.
}
entity-agrees = { $n ->
    [one] Sous une propriété, plusieurs disent la même chose.
   *[other] Sous { $n } propriétés, plusieurs disent la même chose.
}
moved = Déplacement
stands-alone = seul
cause-run = réuni par une exécution : { $what }
cause-run-undone = une exécution a été défaite : { $what }
cause-entity-undone = ce qui a été réuni en dernier a été défait
cause-record-undone = un enregistrement a été séparé : { $what }
cause-decided = quelqu’un a décidé que deux sont différents : { $what }
cause-erased = effacé : { $what }
steps = Pas
network-records = { $n ->
    [one] Un enregistrement.
   *[other] { $n } enregistrements.
}
network-ties = { $n ->
    [0] Aucun lien.
    [one] Un lien.
   *[other] { $n } liens.
}
network-closed = { $n ->
    [one] Un enregistrement peut en nommer d’autres dans une partie scellée qui n’a pas été ouverte.
   *[other] { $n } enregistrements peuvent en nommer d’autres dans des parties scellées qui n’ont pas été ouvertes.
}
network-cut = Il y a plus que ce qui est montré : la limite d’enregistrements a été atteinte.
network-drawn = L’enregistrement se trouve à gauche ; chaque colonne est un pas de plus. Les lignes en tirets sont des correspondances. Le tableau ci-dessous dit la même chose.
network-none = Rien d’ouvert ne le lie à un autre enregistrement. Que personne n’ait consigné de lien ne signifie pas qu’il n’y en a pas.
network-open = Ouvrir des liens scellés, ou l’emporter
network-leave-said = Qui est derrière un acteur est scellé. Un fichier contient ce qui est montré, sans ce qui est réservé à des personnes désignées et sans lieux protégés ; dans FollowTheMoney, sans les victimes non plus. Le dépôt garde quels enregistrements sont partis et pour quoi.
ties = Liens
tie-from = De
tie-relation = Relation
tie-to = À
tie-joined = réunis comme { $what }
tie-linkage = appariement
tie-match = correspondance
path = Chemin entre deux enregistrements
path-ask = Entre lesquels
path-from = De l’enregistrement
path-to = À l’enregistrement
path-find = Trouver le chemin le plus court
path-ids = Ce ne sont pas deux identifiants d’enregistrements.
path-none = Aucun chemin n’a été trouvé par ce qui vous est ouvert, en six pas. Que personne n’en ait consigné ne signifie pas qu’il n’y en a pas.
path-cut = Tout n’a pas été suivi : il y a trop de liens.
path-steps = { $n ->
    [one] Le chemin le plus court trouvé compte un pas.
   *[other] Le chemin le plus court trouvé compte { $n } pas.
}
path-ties = Chaque pas, et qui le dit
officials = Agents publics
official = Agent public
served = Qui servait ici à ce moment
served-when = Quand
served-place = Lieu
served-place-help = Une partie du nom d’un lieu ou d’un poste, tel qu’il a été écrit.
served-post = Poste
served-find = Chercher
served-period = Dites quand : un jour, un mois, une année ou une période.
served-where = Dites où : un pays, un lieu ou un poste.
served-posts = { $n ->
    [0] Aucun poste n’y est consigné.
    [one] Il s’agit d’un poste.
   *[other] Il s’agit de { $n } postes.
}
served-certain = { $n ->
    [one] Une affectation recoupe ce moment avec certitude.
   *[other] { $n } affectations recoupent ce moment avec certitude.
}
served-perhaps = { $n ->
    [one] Une affectation peut le recouper : ses dates ne sont pas complètes.
   *[other] { $n } affectations peuvent le recouper : leurs dates ne sont pas complètes.
}
served-cut = Il y en a plus que ce qui est montré. Demandez un moment plus court ou un seul poste.
overlap = Recoupement
overlap-certain = certain
overlap-perhaps = possible
postings = Affectations
postings-count = { $n ->
    [0] Aucune affectation n’est consignée.
    [one] Une affectation est consignée.
   *[other] { $n } affectations sont consignées.
}
postings-undated = { $n ->
    [one] L’une d’elles n’a pas de début ou de fin consignés.
   *[other] { $n } d’entre elles n’ont pas de début ou de fin consignés.
}
postings-joined = De { $n } enregistrements réunis comme une seule personne.
postings-drawn = Clair : le temps où cela a pu être ; foncé : avec certitude. Le tableau ci-dessous dit la même chose.
not-recorded = non consigné
post = Poste
rank = Rang
served-from = De
served-until = Jusqu’à
