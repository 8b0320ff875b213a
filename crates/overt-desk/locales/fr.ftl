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
sign-in-lost = Phrase secrète oubliée, ou appareil de vos codes ou de votre clé d’accès perdu ? La personne qui administre l’ordinateur lance « overt key recover » avec votre code de secours imprimé. Personne ne peut lire votre phrase secrète.
account-name = Compte
passphrase = Phrase secrète
one-time-code = Code à usage unique
one-time-code-help = Seulement si vous avez configuré des codes sur un autre appareil.
not-signed-in = Non connecté : le compte, la phrase secrète, le code ou la clé d’accès ne sont pas bons.
wait = { $n ->
    [one] Trop d’essais sous ce nom. Attendez une seconde.
   *[other] Trop d’essais sous ce nom. Attendez { $n } secondes.
}
confirm = Est-ce bien vous ?
confirm-said = Vous allez ouvrir une identité, ou changer votre façon d’entrer. Prouvez encore une fois qui vous êtes ; cela vaut cinq minutes. Ensuite, demandez-la de nouveau.
confirm-do = Confirmer
not-confirmed = Ce n’était pas bon.
welcome = Bienvenue, { $what }
task-casework = Vous travaillez sur des dossiers : vous consignez et modifiez des enregistrements, et ouvrez récits et parties sensibles.
task-supervision = Supervision : remettre des enregistrements à d’autres équipes, créer des équipes, effacer et reprendre des importations. Là où personne de l’équipe ne supervise, ceux qui travaillent les dossiers le font.
task-intake = Accueil : saisir et importer ce qui est nouveau et le remettre à l’équipe qui s’en occupe. Rien de ce qui est là n’est modifié.
task-referral = Orientation : consigner les orientations et les consentements qu’elles exigent. Tout le reste est en lecture seule.
task-analysis = Analyse : regarder ce qui est ouvert dans les enregistrements, les réseaux et les affectations, et préparer des publications. Rien de scellé n’est ouvert.
task-custody = Vous gardez les identités : vous ouvrez noms, papiers et téléphones, chaque fois pour une fin.
task-audit = Vous veillez sur le journal.
task-administration = Vous vous occupez des comptes, des sources et des réglages.
task-none = Vous n’êtes encore dans aucune équipe. Un membre d’une équipe peut vous y faire entrer.
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
reason-handed-over = une autre équipe le détient dès lors
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
answer = Réponse
no-answer = Sans réponse :
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
passkeys = Clés d’accès
passkeys-said = Une clé d’accès (passkey) est une clé dans votre téléphone, ordinateur ou clé de sécurité, qui prouve que vous l’avez. Elle vaut un code à usage unique, en plus de votre phrase secrète, et ne peut pas être tapée dans une fausse page. Là où la clé est gardée, l’adresse de ce bureau et le nom de votre compte le sont aussi, y compris dans le nuage si votre appareil y copie ses clés.
passkeys-alone = Vous avez des clés d’accès et pas de codes à usage unique. Là où votre clé ou les scripts manquent, vous n’entrez qu’avec le code de secours. Configurez aussi des codes.
passkey-add = Ajouter une clé d’accès
passkey-new-said = Donnez-lui un nom auquel vous reconnaissez l’appareil. Votre navigateur vous demande ensuite l’appareil.
passkey-name = Nom
passkey-name-help = Par exemple : ordinateur du bureau. Personne d’autre ne peut le lire.
passkey-added = Ajoutée
passkey-used = Dernier usage
passkey-never = jamais
passkey-make = Créer la clé d’accès
passkey-end = Retirer
passkey-end-this = Retirer « { $what } »
passkey-sign-in = Entrer avec une clé d’accès
passkey-confirm = Confirmer avec une clé d’accès
passkey-failed = Le navigateur n’a donné aucune clé d’accès. Rien n’a été envoyé. Réessayez, ou prenez un autre moyen.
passkey-not-made = La clé d’accès n’a pas été ajoutée, car ce que le navigateur a envoyé ne va pas avec cette page. Demandez-la de nouveau.
passkey-lacking = Les clés d’accès demandent un navigateur qui les connaît et qui exécute le script de cette page.
passkey-nowhere = Les clés d’accès demandent un nom, et cette page a été ouverte à une adresse sans nom. Si le bureau est sur cet ordinateur, ouvrez-le comme http://localhost avec le même port.
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
done-passkey = Ajoutée. Désormais la phrase secrète seule ne suffit pas pour entrer.
done-no-passkey = La clé d’accès a été retirée.
refused-origin = Ceci n’a pas été envoyé d’une page de ce bureau. Rien n’a été modifié.
refused-kind = Seuls des formulaires sont acceptés ici. Rien n’a été modifié.
refused-length = Ce formulaire est trop long : 1 Mo au plus. Rien n’a été modifié.
refused-proof = Ce formulaire est d’une session antérieure. Rechargez la page. Rien n’a été modifié.
# Personnes, sources, le journal ; et ce que l’on fait encore d’un enregistrement.
standing-change = Changer la situation
standing-said = La situation dit jusqu’où une affirmation est allée. Rien ne redevient simple allégation une fois qu’une autorité a agi, et ce qui a été retiré le reste.
standing-next = Elle devient
standing-choose = Choisissez ce qu’elle devient.
standing-last = D’ici, il n’y a plus d’étape.
decision = Décision
decision-help = L’identifiant de l’enregistrement de la procédure qui l’a décidé. « Condamné » en demande un.
decision-none = Aucun enregistrement ne porte cet identifiant. Prenez-le sur la page de la procédure.
consents = Consentements
consents-none = Aucun consentement n’est enregistré, ou tous ont été retirés. Rien ne peut être transmis.
recipient = Destinataire
class-of-data = Catégorie de données
until = Jusqu’au
until-withdrawn = jusqu’à son retrait
over-since = terminé depuis le { $what }
consent-withdraw = Retirer un consentement
consent-withdraw-said = L’effet est immédiat, même si sa source a pris fin. Ce qui a déjà été transmis n’est pas rappelé ainsi.
consent-withdraw-one = Retirer { $what }
consent-give = Enregistrer un consentement
consent-give-said = Seulement après explication et compréhension. L’aide n’en dépend jamais.
consent-purposes = Pour quoi
consent-recipients = À qui
consent-classes = Quelles données
consent-classes-help = Sans choix : ce qui n’est pas scellé.
consent-methods = Comment il a été donné
consent-until-help = Sans date, il vaut jusqu’à son retrait.
consent-record = Enregistrer le consentement
consent-whole-form = Le formulaire entier, avec refus, organisations nommées, tuteur ou conditions
consent-incomplete = Dites pour quoi et à qui : un consentement à tout n’est un consentement à rien.
last-day = Dernier jour
day-wrong = Écrivez le jour ainsi : 2026-12-31.
erase = Effacer
erase-said = Les clés de ce qui est scellé sont détruites ; sans elles, toute copie n’est que du bruit. Choisissez quoi, et voyez ce qui disparaîtra avant que cela se fasse.
erase-what = Quoi
erase-whole = Tout l’enregistrement
erase-choose = Choisissez ce qui doit être effacé, et pourquoi.
erase-look = Montrer ce qui disparaîtra
erase-gone = Ceci disparaîtra
erase-gone-whole = { $n ->
    [one] Tout l’enregistrement, dans son unique révision : tout ce qu’il dit, scellé ou non, chaque fichier joint et ce qui permet de le trouver. Restent le numéro, le jour et l’empreinte de la révision, et des preuves de l’effacement.
   *[other] Tout l’enregistrement, dans ses { $n } révisions : tout ce qu’il dit, scellé ou non, chaque fichier joint et ce qui permet de le trouver. Restent numéros, jours et empreintes des révisions, et des preuves de l’effacement.
}
erase-gone-identity = Avec chaque fichier joint, chaque lieu plus précis que son pays ou district, et ce qui permet de trouver des noms.
erase-gone-revisions = { $n ->
    [one] Cela disparaîtra dans l’unique révision.
   *[other] Cela disparaîtra dans les { $n } révisions.
}
erase-after = C’est irréversible. Une sauvegarde antérieure l’a encore : supprimez-la quand son temps est passé. Si elle est restaurée ici, l’effacement est répété.
erase-known = Je sais que c’est irréversible
erase-unknown = Rien n’a été effacé. Dites d’abord que vous savez que c’est irréversible.
erase-do = Effacer maintenant
erase-not = Le laisser tel quel
erasure-person-asked = la personne concernée l’a demandé
erasure-consent-withdrawn = le consentement a été retiré
erasure-retention-expired = sa durée de conservation est passée
erasure-source-expired = l’accord avec sa source a pris fin
erasure-recorded-in-error = cela n’aurait jamais dû être enregistré
erasure-ordered = un tribunal ou une autorité l’a ordonné
certificate = Certificat d’effacement
certificate-print = Cette page peut être imprimée et remise à la personne concernée.
organisation = Organisation
erasure-proof = Preuve
erased-open = Tout ce qui n’était pas scellé
erased-sqlite = Dans ce dépôt, les clés de ce qui était scellé ont été détruites, et ce qui ne l’était pas a été écrasé.
erased-postgres = Les clés de ce qui était scellé, et ce qui ne l’était pas, ont été supprimées des tables de ce dépôt. Les fichiers du serveur PostgreSQL et son journal d’écriture les gardent jusqu’à ce qu’ils servent à autre chose.
erased-limits = Une sauvegarde antérieure a encore les deux. Si elle est restaurée ici, l’effacement est répété. Un instantané ou un export antérieur peut encore contenir ce qui n’était pas scellé. Le journal garde les preuves. Elles ne peuvent pas dire que personne n’avait rien copié avant.
done-erased = Effacé. Voici le certificat.
files = Fichiers joints
files-said = Les fichiers joints sont scellés, avec leurs noms, pour qui garde les identités. Aux autres, même leur nombre n’est pas dit.
files-there = Ce qui est joint
files-none = Rien n’est joint.
files-look = Montrer ce qui est joint
files-custodians = Qui garde les identités voit ce qui est joint.
files-warning = Un fichier peut contenir des programmes et des données cachées, quoi que dise son nom. Gardez-le, et ne l’ouvrez que sur un appareil qui peut être perdu. D’une image ou d’un PDF, prenez la copie nettoyée : elle est dessinée à nouveau, sans lieu, appareil, auteur, versions antérieures ni rien d’autre du fichier qui ne se voie pas.
file = Fichier
file-name = Nom
file-type = Type, selon l’expéditeur
file-size = Taille
file-keep = Garder
file-keep-one = Garder { $what }
file-copy-one = Garder une copie nettoyée de { $what }
file-no-copy = Aucune copie nettoyée ne peut être faite de ce fichier : ce n’est ni une image ni un PDF connus ici, il est endommagé ou verrouillé, ou il est trop grand : plus de 40 millions de points, plus de 200 pages, ou une minute de dessin.
file-long = Ce fichier dépasse 50 Mo. Qui a l’ordinateur l’ouvre avec « overt record open-file ».
file-attach = Joindre un fichier
file-help = 50 Mo au plus. Il est scellé tel quel, avec tout ce qui y est caché ; le fichier sur votre appareil reste où il est.
file-missing = Choisissez un fichier qui n’est pas vide. Rien n’a été joint.
done-attached = Scellé et joint. Supprimez le fichier de votre appareil s’il ne doit être qu’ici.
done-consent-given = Le consentement a été enregistré.
done-consent-withdrawn = Le consentement a été retiré. Désormais rien ne peut être transmis en vertu de celui-ci.
refused-file-length = Ce fichier est trop long : 50 Mo au plus. Rien n’a été joint.
refused-file = Ce n’est pas un formulaire avec un fichier, ou il s’est interrompu. Rien n’a été joint.
refused-busy = D’autres envoient ou reçoivent des fichiers en ce moment. Rien n’a été fait. Réessayez dans une minute.
people = Personnes
teams = Équipes
team = Équipe
team-none = aucune
team-holds = Ce qu’elle ouvre
members = Membres
members-of = Membres de { $what }
key-mark = Marque de la clé
accounts = Comptes
account-state = État
account-open = peut entrer
account-closed = fermé
account-administers = administre
account-close = Fermer { $what }
account-reopen = Rouvrir { $what }
administrator-give = Confier l’administration à { $what }
administrator-take = Retirer l’administration à { $what }
account-close-said = Un compte fermé ne peut plus entrer. Les clés remises valent encore pour une copie de la base de données : un membre de l’équipe doit aussi en retirer la personne.
duties = Missions
duties-said = Les clés disent ce que quelqu’un peut lire ; les missions, pourquoi il est là. Accueil, orientation et supervision sont pour les membres des équipes de dossiers : qui n’a que l’accueil ou l’orientation fait cette partie du travail et aucune autre. Qui administre n’en a aucune.
duty = Mission
duty-give = Donner la mission
duty-take = Retirer la mission
duty-intake = accueil
duty-referral = orientation
duty-supervision = supervision
duty-analysis = analyse
account-add = Ajouter un compte
account-add-said = Laissez la personne s’asseoir ici et taper la phrase secrète : nul autre ne doit la connaître.
account-name-help = Un pseudonyme, pas forcément le nom d’une personne. Sans espaces aux extrémités ni signe =.
account-passphrase-help = Au moins 15 caractères ; plusieurs mots sans rapport sont le mieux.
account-administrator = S’occupe des comptes, des sources et des réglages
account-taken = Il y a déjà un compte de ce nom. Si vous venez de le créer sans avoir vu son code de secours, la personne entre et en fait un autre.
account-made = Le compte { $what } a été créé
account-code = Voici le code de secours. La personne le note maintenant et le range. Il est montré une fois et n’est gardé nulle part.
account-no-team = Le compte n’est encore dans aucune équipe et n’ouvre rien de scellé. Un membre d’une équipe peut faire entrer la personne.
name-wrong = Un nom a au moins une lettre et au plus 100 octets, pas d’espaces aux extrémités, ne commence pas par un trait d’union et ne contient ni = ni caractères de commande.
done-account = Changé.
teams-members-only = Seul un membre d’une équipe peut y faire entrer d’autres : nul autre n’a sa clé, pas même qui administre.
teams-said = Une équipe est une clé. Qui y entre ouvre tout ce que l’équipe détient, aussi ce qui y était avant.
holds-casework = Ouvre ce qui s’est passé (récits et parties sensibles) dans ses enregistrements.
holds-custody = Ouvre de qui il s’agit (noms, papiers, téléphones, fichiers joints) dans tous les enregistrements.
holds-audit = Lit ce que disent les entrées du journal.
member-add = Faire entrer
member-add-do = Faire entrer dans { $what }
member-add-said = Avant de vous y fier, comparez la marque de la clé avec celle que la personne voit sur son propre appareil.
member-remove = Retirer { $what }
member-oneself = vous ; nul ne se retire soi-même
done-member = Entrée faite. Comparez la marque de la clé.
team-begin = Une équipe à vous
team-begin-said = Pour un dossier que seuls certains peuvent connaître, ou avec lequel quelqu’un de votre équipe a un lien : créez une équipe, faites-y entrer qui travaille sur le dossier, et remettez-le. Vous en êtes le premier membre.
team-name = Son nom
team-begin-do = Créer l’équipe
team-taken = Il y a déjà une équipe de ce nom.
team-help = Seuls ses membres ouvrent ce qui est scellé. Ce qui appartient à un dossier va à l’équipe qui détient le dossier.
done-team-made = L’équipe est créée. Vous en êtes pour l’instant le seul membre.
custody-begin = Former une autre équipe qui garde des identités
custody-begin-said = Pour un dossier avec lequel l’un de ceux qui gardent les identités a un lien : d’autres gardent les siennes. Vous en êtes le premier membre et y faites entrer d’autres ; qui doit en rester dehors en est retiré ensuite.
custody-keeps = Elle garde les identités de ce que détiennent ces équipes :
custody-keeps-none = aucune
custody-team = Les identités de l’équipe
custody-to = seront gardées par
custody-entrust = Les confier
custody-said = Dès lors, noms, papiers et fichiers joints s’ouvrent pour cette autre équipe et non plus pour la vôtre ; ses membres trouvent, modifient et effacent ce que détient cette équipe. Les clés de ce qui est là sont transférées aussitôt. Ce que quelqu’un a lu ne peut être repris.
holding = Équipe qui détient ceci
held-by = Détenu par l’équipe { $what }.
hand = Remettre à une autre équipe
hand-said = Ses membres ouvrent les récits et les parties sensibles, et nul autre. Remis à une autre équipe, l’enregistrement est ouvert par les membres de celle-ci, dans toutes ses révisions, et plus par la vôtre. Ce que quelqu’un a lu ne peut être repris. Les noms et papiers restent à qui garde les identités ; si d’autres gardent celles de l’équipe qui reçoit, ils y passent quand l’une de ces personnes transfère les clés. Seule l’autre équipe peut le rendre ; le journal le retient.
hand-none = Il n’y a pas d’autre équipe de dossiers. Créez-en une sous
hand-to = À quelle équipe
hand-one = Une seule personne : si elle perd sa phrase secrète et son code de secours, ce qui est scellé est perdu.
along = Ce qui y est lié
along-said = Lié à cet enregistrement et détenu par la même équipe. Ce qui n’est pas choisi reste comme il est.
hand-choose = Dites à quelle équipe.
hand-do = Remettre
hand-not = Ne pas remettre
done-handed-over = Remis. L’autre équipe l’ouvre désormais.
keys-of = Clés de { $what }
keys-move = Reporter les anciennes clés de { $what }
keys-moved = { $n ->
    [0] Aucune ancienne clé n’a été reportée.
    [one] Une ancienne clé a été reportée sur l’actuelle.
   *[other] { $n } anciennes clés ont été reportées sur l’actuelle.
}
keys-done = Aucune n’est en retard.
keys-behind = { $n ->
    [one] Une est encore en retard.
   *[other] { $n } sont encore en retard.
}
keys-more = Il peut y en avoir d’autres.
keys-go-on = Continuer
sources = Sources
sources-said = Sans source, pas d’enregistrement. Passé son dernier jour, rien ne peut être ajouté sous elle, et ses enregistrements doivent être effacés.
sources-none = Il n’y a pas encore de source.
source-no-end = sans fin
source-change = Renouveler ou terminer { $what }
source-new-day = Nouveau dernier jour
source-new-agreement = Enregistrement du nouvel accord
source-renew = Renouveler
source-end-said = Dès aujourd’hui, rien ne peut être ajouté ni changé sous elle, et ses enregistrements doivent être effacés.
source-end = Terminer { $what } aujourd’hui
source-add = Ajouter une source
source-name = Nom
source-name-help = Une organisation ou un canal, pas une personne.
source-purpose = À quoi ses enregistrements peuvent servir
source-day-help = Sans date, jusqu’à ce que la source soit terminée.
source-no-basis = Choisissez une base juridique.
source-no-grade = Une cote est une lettre de A à G et un chiffre de 1 à 6, comme B2.
source-no-agreement = Aucun enregistrement ne porte cet identifiant.
source-day-over = Le nouveau dernier jour est déjà passé ou manque. Pour terminer une source, il y a un autre bouton.
source-name-missing = Une source a un nom.
source-name-length = Le nom d’une source a au plus 200 caractères, sans espaces aux extrémités.
source-name-lines = Le nom d’une source tient sur une ligne.
source-name-identifier = Une source se nomme par des mots ; « source: » est le début d’un identifiant.
source-purpose-missing = Dites à quoi ses enregistrements peuvent servir.
source-purpose-length = La finalité a au plus 2000 caractères.
legal-basis = Base juridique
agreement = Enregistrement de l’accord
identifier = Identifiant
grade = Cote
grade-help = Une lettre pour la source, un chiffre pour l’information. F6 : personne ne l’a jugée.
handling = Qui peut le recevoir
done-source-added = La source a été ajoutée.
done-source-renewed = La source a été renouvelée.
done-source-ended = La source a pris fin. Ses enregistrements doivent être effacés.
programs = Programmes
programs-said = Une clé permet à un programme de demander quels enregistrements s’appellent ouvertement comme ce qu’il connaît, dans les sources, les types et la classe que vous choisissez. Elle n’ouvre rien de scellé et ne peut pas apprendre si une personne est connue ici.
programs-none = Il n’y a pas encore de clé.
program-add = Créer une clé
program-made = Voici la clé « { $what } »
program-once = Elle est montrée une seule fois et n’est conservée nulle part. Mettez-la là où le programme lit ses secrets, et nulle part ailleurs.
program-name = À quoi elle sert
program-kinds = Types d’enregistrement
program-class-help = Jusqu’à cette classe. Ce qui est scellé reste fermé.
program-day-help = Au plus 366 jours à partir d’aujourd’hui.
program-used = Dernier usage
program-never = jamais
program-end = Terminer { $what }
done-program-ended = La clé est terminée. Elle ne laisse plus entrer personne.
program-unknown = Montrez une clé pour programmes en vigueur, dans l’en-tête Authorization: Bearer.
program-pace = Trop de demandes en une minute. Mettez jusqu’à 100 questions dans une seule, et attendez aussi longtemps que le dit Retry-After.
program-not-json = Ce qui a été envoyé n’est pas du JSON.
program-queries = Envoyez de 1 à 100 questions sous le nom queries.
program-settings = threshold et cutoff sont entre 0 et 1, et limit vaut au moins 1.
program-by-post = Envoyez les questions par POST : dans une adresse, elles seraient conservées par ce qui se trouve en chemin.
log = Journal
log-size = { $n ->
    [one] Le journal a une entrée.
   *[other] Le journal a { $n } entrées.
}
log-said = Que vous le lisiez devient aussi une entrée.
log-action = Ce qui a été fait
log-entries = Entrées
log-closed = { $n ->
    [one] Une entrée que vous ne pouvez pas ouvrir a été passée.
   *[other] { $n } entrées que vous ne pouvez pas ouvrir ont été passées.
}
log-none = Aucune entrée ne correspond.
log-older = Entrées plus anciennes
log-role = Comme
log-object = À
log-export = Le journal comme fichier
log-export-said = Qui a la politique (« overt audit policy ») peut le vérifier sans ce dépôt. Avec les détails, il dit qui a fait quoi : ne le donnez qu’à des auditeurs.
log-export-details = Avec les détails
log-export-bare = Sans les détails
log-export-long = Le journal est trop long pour un navigateur. Qui a l’ordinateur l’écrit avec « overt audit export ».
not-known = non connecté
unusual = Lectures inhabituelles
unusual-said = Regarde toutes les entrées depuis le { $what } et compte les parties scellées montrées à chaque compte en un jour : chaque catégorie de chaque enregistrement compte chaque fois.
unusual-more = Plus de
unusual-look = Regarder
unusual-none = { $n ->
    [one] Aucun jour un compte n’a ouvert plus d’une partie scellée.
   *[other] Aucun jour un compte n’a ouvert plus de { $n } parties scellées.
}
unusual-count = Parties scellées ouvertes
unusual-caution = Beaucoup lire est une raison de demander, jamais une conclusion : un jour où l’on transmet des dossiers se présente de même.
verify = Vérifier le dépôt
verify-said = Compare chaque ligne gardée avec le journal, et le journal avec ce qui a été confirmé et signé. Cela avance à côté du reste du travail.
verify-do = Vérifier maintenant
verify-last = La dernière vérification depuis l’ouverture du bureau
verify-never = Rien n’a été vérifié depuis l’ouverture du bureau.
verify-begun = Commencée le { $what }.
verify-so-far = En cours. Enregistrements vérifiés jusqu’ici : { $n } sur { $all }.
verify-progress = Avancement
verify-watched = Cette page suit le travail jusqu’à la fin.
verify-unwatch = Ne plus le suivre
verify-again = Regarder de nouveau
verify-whole = Tout ce qui est gardé s’accorde avec le journal, et le journal avec ce qui a été confirmé.
verify-found = Ce qui est nommé ici a été changé hors d’Overt, ou est endommagé.
verify-then = Cessez de travailler avec ce dépôt, et copiez son dossier et sa base de données tels quels. Cherchez qui pouvait y écrire. Restaurez la dernière sauvegarde intacte dans un nouveau dossier.
verify-limits = Aucune partie scellée n’a été ouverte ; « overt audit verify --open » le fait. Si dossier et base de données ont été remis ensemble dans un état plus ancien, seul un point de contrôle extérieur le dit.
verified-leaves = Entrées du journal
verified-checkpoints = Points de contrôle
verified-records = Enregistrements
verified-revisions = Révisions
verified-sealed = Parties scellées
doctor = Examen
doctor-said = Ce qui est faible dans le dépôt, le plus grave d’abord. Il ne voit pas la machine : « overt doctor » la regarde aussi.
doctor-none = Rien de faible n’a été trouvé dans ce qui est regardé ici.
weight-danger = Danger : des personnes peuvent souffrir ou des données se perdre
weight-weak = Faible : la protection pourrait être plus forte
weight-note = Bon à savoir
role-administrator = administration
role-caseworker = travail des dossiers
role-intake-officer = accueil
role-referral-officer = orientation
role-supervisor = supervision
role-analyst = analyse
role-custodian = garde des identités
role-auditor = audit
role-member = membre
role-nobody = non connecté
action-open-sealed = partie scellée montrée
action-create = enregistrement créé
action-revise = enregistrement changé
action-erase = effacé
action-export = remis comme fichier
action-share = transmis à un autre organisme
action-search-sealed = recherche dans des champs scellés
action-consent-given = consentement donné
action-consent-withdrawn = consentement retiré
action-source-changed = source ajoutée, renouvelée ou terminée
action-hold-placed = effacement suspendu
action-hold-lifted = fin de la suspension de l’effacement
action-sign-in = entrée
action-sign-in-failed = n’a pas pu entrer
action-sign-out = sortie
action-account-created = compte créé
action-account-changed = compte changé
action-member-added = entrée dans une équipe
action-member-removed = retrait d’une équipe
action-key-rotated = clé remplacée
action-escrow-opened = séquestre ouvert
action-backup = sauvegarde faite
action-restore = sauvegarde restaurée
action-release = publication approuvée
action-audit-opened = journal lu
action-setting-changed = réglage changé
action-file-attached = fichier joint
action-passphrase-changed = phrase secrète changée
action-recovery-used = code de secours utilisé
action-store-created = dépôt créé
action-policy-changed = durée de conservation changée
action-escrow-made = séquestre créé
action-clock-accepted = horloge confirmée
action-state-bound = état lié au journal
action-import = import, fait ou annulé
action-link-read = comparé par le programme
action-linked = liaisons changées
action-link-decided = correspondance décidée
action-program-key-made = clé pour programmes créée
action-program-key-ended = clé pour programmes terminée
action-program-key-used = clé pour programmes utilisée pour la première fois d’un jour
action-handed-over = remis à une autre équipe
action-task-given = tâche donnée à quelqu’un
action-task-moved = tâche faite, rendue ou retirée
action-passkey-added = clé d’accès ajoutée
action-passkey-removed = clé d’accès retirée
action-passkey-used = clé d’accès utilisée
action-identities-entrusted = identités confiées à une autre équipe
# Guide d’entretien, brouillons, dossiers, importations et publications.
guide = Guide d’entretien
guide-said = Ne demandez que ce dont vous avez besoin et que vous pouvez garder. Toute question peut rester sans réponse, et la personne peut s’arrêter à tout moment.
guide-case = Au dossier
guide-count = { $n ->
    [one] Une question, dans l’ordre des trois chaînes.
   *[other] { $n } questions, dans l’ordre des trois chaînes.
}
guide-skip = Laissez de côté ce qui n’appartient pas à l’histoire de cette personne : ce qui a été laissé reste « non demandé », ce qui n’est pas « non ».
guide-stages = Étapes
guide-any = À toute étape
guide-act = Consigner un acte de corruption à { $what }
guide-form = Consigner dans le formulaire : { $what }
guide-none = Cette étape n’a pas de question à elle. Si la personne en parle, consignez l’acte.
guide-caution = Avant de demander :
guide-caution-said = la réponse peut amener la personne à reconnaître une infraction. Dites ce qu’il peut en advenir, qui peut la lire, et que personne n’est obligé de répondre. Ce qu’une victime a été contrainte de faire ne devrait pas lui être reproché, mais toutes les autorités ne s’y tiennent pas.
rules = Avant l’entretien
rules-first = D’abord : quelqu’un est-il en danger, quelle langue convient, et y a-t-il un moyen et un moment sûrs de joindre la personne ? En cas de danger, l’aide passe avant la consignation. Les questions à ce sujet se trouvent sous
rules-source = Avec nos mots, d’après : Organisation mondiale de la Santé, Ethical and safety recommendations for interviewing trafficked women (Zimmerman et Watts, 2003). Elles valent pour toute personne interrogée.
rule-harm = Ne pas nuire. Si l’entretien peut aggraver la situation de la personne, maintenant ou plus tard, n’en faites pas.
rule-risk = Connaissez le sujet et les risques de ce dossier avant de commencer.
rule-referral = Ayez prêts des lieux vers lesquels la personne peut se tourner, et ne promettez rien que vous ne puissiez tenir.
rule-interpreter = Choisissez avec soin interprètes et collègues : personne de l’entourage de ceux qui sont mis en cause.
rule-anonymity = Gardez pour vous l’identité et les réponses, et convenez d’un moyen et d’un moment sûrs de contact.
rule-consent = Demandez le consentement après avoir dit ce que vous demandez, pourquoi, et qui le lira. La personne peut passer une question, s’arrêter à tout moment et retirer son consentement.
rule-listen = Écoutez, et respectez la manière dont la personne évalue le danger.
rule-again = Ne lui faites pas revivre les faits : n’insistez pas et ne demandez pas ce qui est déjà au dossier.
rule-emergency = Soyez prêt à agir si quelqu’un est en danger immédiat.
rule-use = Servez-vous de ce qui vous a été dit pour le bien de la personne ou d’autres dans cette situation.
add-what = Ajouter : { $what }
what = Quoi
relations-cut = Seuls les 500 premiers qui s’y réfèrent sont nommés ici.
case-people = Personnes
case-events = Événements
case-acts = Actes de corruption
case-fees = Frais et dettes
case-legs = Voyage et paiements
case-referrals = Orientations
case-comments = Commentaires
case-none = Rien n’est encore consigné.
case-chains = Les trois chaînes, avec les points où ce dossier a un acte de corruption consigné. Un point sans acte dit que personne n’en a consigné, non qu’il n’y en a pas eu.
timeline = Chronologie
timeline-undated = { $n ->
    [0] Tout ce qui a une date ouverte, selon le premier jour qu’elle peut désigner. Tous les enregistrements du dossier y sont.
    [one] Tout ce qui a une date ouverte, selon le premier jour qu’elle peut désigner. Un enregistrement du dossier n’en a pas.
   *[other] Tout ce qui a une date ouverte, selon le premier jour qu’elle peut désigner. { $n } enregistrements du dossier n’en ont pas.
}
save-draft = Enregistrer comme brouillon
save-draft-said = Un brouillon n’est pas encore un enregistrement : il est scellé pour vous seul et supprimé après 30 jours.
draft-saved = Mis de côté comme brouillon à %at.
draft-unsaved = Ceci n’a pas pu être mis de côté comme brouillon. Ce que vous avez tapé est toujours là : envoyez le formulaire. Si votre session a pris fin, cela passe la porte avec vous.
drafts = Vos brouillons
drafts-said = Personne d’autre ne peut les ouvrir. Ce ne sont pas des enregistrements : rien n’en est trouvé, compté ni partagé.
draft-resume = Continuer
draft-drop = Supprimer
done-draft = Le brouillon a été mis de côté. Rien n’est encore consigné.
done-draft-dropped = Le brouillon a été supprimé.
session-ended = Votre session était terminée. Entrez de nouveau pour continuer.
carried = Rien n’a été perdu
carried-said = Ce que vous avez écrit est toujours là. Ce n’est pas encore consigné : relisez, puis enregistrez.
carried-on = Afficher le formulaire
carried-kept = Ce que vous avez écrit vous suit. Cela se trouve seulement dans cette page et n’est pas gardé sur le serveur : ne la fermez pas avant d’être entré.
releases = Publications
release = Publication
release-said = Ce qui sort de la maison sans identités. Une publication est prévue et tirée en ligne de commande, approuvée par deux personnes différentes, et publiée en ligne de commande.
release-none = Il n’y a pas encore de publication. Sur l’ordinateur du dépôt, « overt release example » imprime une politique pour commencer.
release-state = État
release-approvals = Approbations
release-of-two = { $what } sur 2
release-planned = Prévue le { $what }
release-state-refused = refusée
release-state-planned = prévue, non tirée
release-state-drawn = tirée, attend des approbations
release-state-approved = approuvée, peut être publiée
release-state-published = publiée
release-state-given-up = abandonnée
release-refused = Pourquoi elle a été refusée
release-risk = Ce qu’elle dit, et le risque
release-risk-said = Ce sont les notes qui accompagnent l’ébauche. Regardez aussi ses fichiers : « overt release show » dit où ils se trouvent.
release-risk-file = Les mesures du risque
release-no-draft = Les fichiers de l’ébauche ne sont pas là, ou ne sont pas ceux qui ont été tirés. Personne ne peut l’approuver.
release-policy = La politique
release-cost = Ce qu’elle coûte
release-cost-none = Elle ne dépense rien du budget.
release-protects = Protège
release-epsilon = Epsilon, toutes les publications jusqu’à celle-ci
release-most = Au plus
release-share = Part du budget
release-approve = Approuver
release-approve-said = En approuvant, vous dites que vous avez regardé l’ébauche et que personne ne peut y être retrouvé. Il faut deux personnes différentes, et le journal garde qui elles étaient.
release-give-up = Abandonner
release-give-up-said = Elle ne sera pas publiée. Ce qu’elle a coûté reste dépensé.
release-publish = Publier
release-publish-said = Elle est signée et arrive dans votre navigateur en un seul fichier : décompressez-le là où lit l’observatoire. Ce qui est publié ne peut être repris ; la version suivante le corrige.
release-publish-or = Ou sur l’ordinateur du dépôt :
release-handed = Remise
release-handed-said = Qui lit la publication peut la vérifier avec l’empreinte de votre clé. Communiquez-la par une autre voie que les fichiers :
release-again = Obtenir de nouveau les fichiers
release-long = Les fichiers sont trop longs pour un navigateur : publiez avec `overt release publish`. Rien n’a été publié.
done-approved = Approuvée.
done-given-up = La publication a été abandonnée.

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
match-decision = Décision
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
network-drawn = Le premier enregistrement se trouve à gauche ; chaque colonne est un pas de plus. Les lignes en tirets sont des correspondances. Chaque enregistrement mène à sa page. Le tableau ci-dessous dit la même chose.
network-skip = Au tableau des liens
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
when = Quand
served-place = Lieu
served-place-help = Une partie du nom d’un lieu ou d’un poste, tel qu’il a été écrit.
served-post = Poste
served-find = Chercher
period-wrong = Dites quand : un jour, un mois, une année ou une période.
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
imports = Importations
import = Importation
imports-said = Ce qui est venu de fichiers. Un fichier est d'abord essayé, et rien n'en est gardé avant que vous ayez vu ce qu'il deviendrait. Ce qui a été repris peut être retiré.
import-last = Comment s'est passée la dernière importation
import-go-on = Continuer avec le fichier en attente
import-begin = Apporter un fichier
import-earlier = Importations précédentes
import-file-help = Un tableur (CSV, XLSX, ODS), du JSON, du Parquet, une page ou un texte, de 50 Mo au plus. Il reste en mémoire, scellé pour vous, pendant une heure, et n'est jamais sur un disque.
import-file-missing = Choisissez un fichier qui n'est pas vide.
import-look = L'examiner
import-file-at-hand = Le fichier en attente
import-unreadable = Ce fichier ne peut pas être lu : { $what }
import-understand = Comment il doit être compris
import-fits = Une correspondance fournie avec le programme convient aux colonnes de ce fichier. Elle est choisie ci-dessous.
import-guessed = Aucune correspondance fournie avec le programme ne convient ; une a donc été devinée d'après les noms et les cellules des colonnes.
import-source-help = À qui sont les fiches.
import-table = Feuille ou liste
import-table-first = La première
import-mapping-help = Ce qui dit quelle colonne remplit quel champ.
import-own = La correspondance écrite ci-dessous
import-forms = Réponses à un formulaire
import-ready = Fichiers connus
import-dates = Jour et mois
import-dates-shown = Comme le fichier le montre
day-first = Le jour vient d'abord
month-first = Le mois vient d'abord
import-team = Équipe qui tiendra ce qui est scellé
import-text = Correspondance
import-text-help = Les lignes précédées de # ne font rien. Le langage est décrit dans le livre, sous Référence.
import-try = L'essayer
import-columns = Colonne par colonne
import-columns-said = Ce que chaque colonne remplirait. Choisissez ce qui est juste, ou commencez à taper le nom d'un autre champ, et écrivez la correspondance à nouveau ; ce qui a été écrit à la main est remplacé.
import-other = ou un autre
import-column-other = Un autre champ que remplit { $what }
import-column = Colonne
import-fills = Remplit
import-column-fills = Ce que remplit { $what }
import-confidence = Confiance
import-why = Pourquoi
import-nothing = Rien
import-write = Écrire la correspondance à nouveau
import-drop = Jeter le fichier
import-no-mapping = Choisissez une correspondance.
import-mapping-wrong = La correspondance ne peut pas être utilisée : { $what }
import-undecided = Les dates de ce fichier pourraient avoir d'abord le jour ou le mois. Dites lequel ; d'ici là, rien n'est repris.
import-trial = Ce qu'il deviendrait
import-trial-said = Rien n'a été gardé jusqu'ici.
import-change = Revenir aux choix
import-would-be-made = Seraient faites
import-missing = Nommées par la correspondance et absentes du fichier
import-unused = Colonnes que rien ne prend
import-keyless = Sans clé : une ligne qui change serait une nouvelle fiche
import-take = Le reprendre
import-reasons = Ce qui ne va pas
import-reasons-said = Ces lignes ne seraient pas reprises. Les autres le seraient, et celles-ci peuvent être corrigées ensuite.
import-cells = Cellules
import-reason = Motif
import-first = D'abord en
import-unknown = Graphies qui n'ont pas été comprises
import-understood = Comment les graphies ont été comprises
import-more = { $n } de plus
import-gaps = Serait enregistré, et pourrait être complété
import-samples = Les premières fiches
import-sealed = (scellé)
import-so-far = Cela continue. Lignes reprises jusqu’ici : { $n } sur { $all }.
import-progress = Repris
import-goes-on = Cela continue de soi-même, aussi quand vous quittez cette page.
import-failed = Ce qui a été écrit jusqu'ici reste, et le même fichier peut être repris une fois encore.
import-done = Le fichier a été repris.
import-rejects = Lignes rejetées
import-rejects-said = Les lignes rejetées attendent dans un fichier à part. Corrigez-les ici, ou enregistrez le fichier, corrigez-le dans un tableur et apportez-le à nouveau.
import-mend-here = Les corriger ici
import-keep = Enregistrer le fichier
import-rows-said = { $n ->
    [one] Une ligne. Elle reste dans le fichier en attente, qui peut être essayé à nouveau quand elle est corrigée.
   *[other] Les { $n } premières lignes. Elles restent dans le fichier en attente, qui peut être essayé à nouveau quand elles sont corrigées.
}
import-row = Ligne { $what }
import-other-cells = Autres cellules de la ligne { $what }
import-mend = Garder ce qui a été corrigé
done-file-dropped = Le fichier a été jeté.
done-mapping = La correspondance a été écrite à nouveau.
done-mended = Les lignes ont été corrigées. Essayez le fichier à nouveau.
imports-none = Rien n’a encore été importé.
import-mapping = Correspondance
import-file = SHA-256 du fichier
import-rows = Lignes
import-rejected = Lignes rejetées
import-idle = Lignes sans rien pour la correspondance
import-made = Enregistrements créés
import-revised = Enregistrements modifiés
import-unchanged = Enregistrements déjà présents
import-erased = Enregistrements effacés auparavant et non ramenés
import-state = État
import-unfinished = inachevée
import-finished = achevée
import-undone = annulée
undo = Annuler l’importation
undo-said = Les enregistrements qu’elle a créés sont effacés pour toujours, et ceux qu’elle a modifiés sont écrits comme avant. Ce que quelqu’un a modifié depuis reste. Une grande importation prend des minutes ; si la page s’interrompt, annulez encore une fois.
undo-sure = Je suis sûr : ce qui est effacé ne revient pas.
undo-sure-first = Dites d’abord que vous êtes sûr.
undone-erased = { $n ->
    [one] Un enregistrement a été effacé.
   *[other] { $n } enregistrements ont été effacés.
}
undone-restored = { $n ->
    [one] Un dit de nouveau ce qu’il disait avant.
   *[other] { $n } disent de nouveau ce qu’ils disaient avant.
}
undone-kept = { $n ->
    [one] Un a été modifié depuis ou est conservé contre l’effacement, et reste tel quel.
   *[other] { $n } ont été modifiés depuis ou sont conservés contre l’effacement, et restent tels quels.
}

# Conserver un enregistrement contre l’effacement.
hold = Conserver contre l’effacement
holds = Conservé contre l’effacement
hold-said = Quand un tribunal, une enquête, une vérification interne ou une réclamation a besoin d’un enregistrement, il est conservé : jusqu’au jour que vous indiquez, personne ne l’efface, même en partie, quelle que soit l’échéance. Qui demande la conservation en répond et peut la lever. Le journal garde les deux. L’ordre lui-même est joint à l’enregistrement comme fichier : rien n’est écrit ici.
hold-place = Demander la conservation
hold-why = Pourquoi
hold-by = Qui en répond
hold-since = Depuis
hold-lift = Lever
hold-lift-one = Lever : { $what }
hold-lifted = levée le { $what }
hold-ended = terminée
hold-until = Conservé contre l’effacement jusqu’au { $what }.
hold-until-help = Au plus tard jusqu’au { $what }. Si elle est encore nécessaire alors, demandez-la de nouveau.
hold-erase = Rien n’en est effacé avant ce jour, ou avant que qui en répond l’ait levée.
hold-do = Conserver
hold-not = Ne pas conserver
hold-choose = Dites pourquoi il est conservé, et jusqu’à quel jour.
hold-wrong-until = Une conservation se termine aujourd’hui ou plus tard, et au plus dans un an.
hold-others = Une conservation est levée par qui l’a demandée ; sinon, elle se termine d’elle-même.
hold-over = Cette conservation est terminée.
hold-court-order = un tribunal l’a ordonné
hold-investigation = une enquête ou des poursuites en ont besoin
hold-inquiry = une vérification de l’organisation ou de qui la contrôle en a besoin
hold-claim = la personne concernée en a besoin pour une réclamation ou un recours
holds-said = Personne n’efface ceux-ci avant leur dernier jour. Une conservation est levée par qui en répond.
holds-none = Rien n’est conservé.
holds-more = Il y en a d’autres, qui se terminent plus tard.
done-held = Conservé. Personne ne l’efface avant ce jour.
done-lifted = Levée.

# What is due, and what waits.
due = À effacer
due-said = Fiches dont la source est échue, et parties scellées qui n'ont pas été écrites pendant toute la durée de conservation. Rien n'est effacé de soi-même : examinez chacune, renouvelez sa source ou effacez-la.
due-none = Rien n'est à effacer.
due-what = Quoi
due-why = Pourquoi
due-source = La source { $what } est échue.
due-retention = La durée de conservation est écoulée.
due-erase = Effacer { $what }
due-more = D'autres viendront quand celles-ci seront faites.
waits = Ce qui vous attend
waits-releases = { $n ->
    [one] Une publication attend votre approbation.
   *[other] { $n } publications attendent votre approbation.
}
waits-strayed = { $n ->
    [one] Une clé d’une identité que d’autres gardent désormais attend que vous la leur transfériez.
   *[other] { $n } clés d’identités que d’autres gardent désormais attendent que vous les leur transfériez.
}
waits-sources = { $n ->
    [one] Une source se termine dans les trente jours.
   *[other] { $n } sources se terminent dans les trente jours.
}

# Dates qui approchent.
signals = Signaux
signals-said = Ce qu’un indicateur a signalé : une raison de regarder, jamais une conclusion. Un signal attend jusqu’à ce que son examen ait une date.
referrals = Orientations
referrals-said = Qui et quoi a été orienté vers d’autres. Une orientation attend jusqu’à ce que sa réponse ait une date.
work-open = Seulement ce qui attend
work-all = Tout, avec ce qui est fait
work-none = Rien n’attend ici.
work-state = État
work-late = en retard
work-waits = attend
work-done = fait
work-came-in = reçue
agenda = Dates
agenda-said = Les tâches que l’on vous a données viennent d’abord. Puis réponses attendues, plans à revoir, consentements et papiers qui prennent fin : les dates sont dans les enregistrements de vos équipes. Ce qui est fait quitte cette page dès que son jour y est noté.
agenda-none = Rien n’échoit dans les trente jours.
agenda-over = Passées
agenda-soon = Dans les trente jours
agenda-more = Il y en a d’autres : les premières sont montrées, parmi les 10 000 premiers enregistrements de chaque genre.

# La même chose dans plusieurs enregistrements à la fois.
many = { $what }, dans plusieurs à la fois
many-chosen = Choisi
many-choose = Choisir { $what }
many-property = Dans ceux qui sont choisis, remplir
many-begin = Continuer
many-begin-all = Continuer avec tous ceux de la liste
many-none = Aucun n’a été choisi.
many-said = { $n ->
    [one] C’est dit dans un enregistrement, à la place de ce qu’il disait.
   *[other] C’est dit dans { $n } enregistrements, à la place de ce qu’ils disaient.
}
many-done = Dit dans plusieurs à la fois
many-changed = { $n ->
    [one] Un enregistrement a été changé.
   *[other] { $n } enregistrements ont été changés.
}
many-unchanged = { $n ->
    [0] Aucun ne le disait déjà.
    [one] Un le disait déjà.
   *[other] { $n } le disaient déjà.
}
many-refused = Non changés

# Why the store does not do something.
store-administrator-with-content = Qui administre n’a rien à voir avec le contenu des enregistrements : confiez l’une des deux tâches à quelqu’un d’autre, ou à un autre compte de la même personne.
store-busy = Un autre programme écrit dans le dépôt et n’a pas fini à temps. Rien n’a été modifié : réessayez.
store-clock = L’horloge du serveur ne peut pas être juste, rien n’a donc été modifié. Prévenez l’administration.
store-damaged = La base de données est endommagée. Arrêtez de travailler et prévenez l’administration.
store-database-gone = La connexion à la base de données a été perdue. Rien n’a été modifié : réessayez dans un moment.
store-disk-full = Le disque du dépôt est plein. Rien n’a été modifié : l’administration doit faire de la place.
store-invalid-record = L’enregistrement ne suit pas le livre de codes tel qu’il est. Rien n’a été modifié.
store-keys-moved = Une équipe a changé de clé entre-temps. Rien n’a été modifié : réessayez.
store-last-administrator = Le dernier compte d’administration ne peut être ni fermé ni privé de cette tâche : nommez d’abord quelqu’un d’autre.
store-last-member = Le dernier membre d’une équipe ne peut pas la quitter : personne ne pourrait ouvrir ce qu’elle garde. Faites d’abord entrer quelqu’un.
store-link-no-first = Personne n’a encore décidé au sujet de ces deux enregistrements : il n’y a rien à relire.
store-link-same-reader = La seconde lecture doit être faite par une autre personne.
store-link-too-many-pairs = Séparer tout cela serait décider de trop de paires à la fois : retirez les enregistrements un à un.
store-log-changed = Le journal de la base n’est pas celui qui a été confirmé. Arrêtez de travailler et prévenez l’administration et l’audit.
store-no-memory = Le serveur a trop peu de mémoire pour cela en ce moment. Réessayez dans un moment.
store-no-source = L’enregistrement ne nomme aucune source connue de ce dépôt.
store-not-there = Il n’y a rien que vous puissiez voir ou modifier sous ce nom.
store-not-your-task = Ceci ne fait pas partie de vos tâches ici. C’est l’administration qui les donne.
store-other-team = Ceci appartient à une autre équipe de dossiers : demandez à quelqu’un de cette équipe ou à la garde des identités.
store-read-only = Le dépôt est en lecture seule. Rien n’a été modifié.
store-release-changed = Ce qui doit être approuvé ou publié n’est pas ce qui a été tiré : un fichier de la publication a été modifié. Abandonnez-la et tirez-la à nouveau.
store-release-open = Une autre publication est prévue et pas encore tirée : on ignore ce qu’elle montrera.
store-release-outdated = Une autre publication a été prévue entre-temps et le coût des deux ensemble n’a pas été examiné. Réessayez.
store-release-state = La publication n’en est pas là, ou en est déjà plus loin.
store-release-twice = Vous avez déjà approuvé cette publication ; il faut une autre personne.
store-rolled-back = La base de données est plus ancienne que ce qu’elle avait confirmé. Arrêtez de travailler et prévenez l’administration.
store-standing = L’affirmation ne peut pas franchir ce pas d’où elle en est, ou il lui manque la décision que ce pas exige.
store-taken = Il y en a déjà un de ce nom. Choisissez un autre nom ou modifiez ce qui est là.
store-tampered = Ce qui est conservé contredit le journal : cela a été modifié hors d’Overt. Arrêtez de travailler et prévenez l’administration et l’audit.
store-too-long = C’est plus qu’un enregistrement ne contient. Rien n’a été modifié : dites-le plus brièvement ou joignez-le en fichier.
store-too-many-conditions = La question a trop de conditions ; chaque mot d’un texte en est une.
store-too-many-drafts = Vous avez 50 brouillons, le maximum : terminez-en un ou jetez-en un.
store-too-many-searches = Vous avez 30 recherches, le maximum : supprimez-en une.
store-unconfirmed = La connexion a été perdue pendant la confirmation d’une modification : regardez si elle est là avant de la refaire.
store-which-team = Vous êtes dans plusieurs équipes de dossiers : dites laquelle doit garder ceci.
passkey-wrong-name = Une clé d’accès porte un nom de 1 à 60 caractères sur une ligne.
passkey-known = Cette clé d’accès est déjà l’une des vôtres.
passkey-too-many = Vous avez 10 clés d’accès, le maximum : retirez-en une que vous n’utilisez pas.
program-wrong-name = Une clé pour programmes porte un nom de 1 à 100 caractères sur une ligne.
program-no-scope = Une clé pour programmes nomme au moins une source et un type d’enregistrement.
program-sealed = Une clé pour programmes n’ouvre rien de scellé : choisissez la classe ouverte ou quasi.
program-wrong-day = Le dernier jour d’une clé pour programmes est aujourd’hui ou plus tard, et dans 366 jours au plus.
program-too-many = Il y a 100 clés pour programmes, le maximum : mettez fin à une que personne n’utilise.
store-conflict = L’enregistrement a été modifié entre-temps : il en est à la révision { $what }.
store-source-expired = L’accord avec la source a pris fin le { $what } : rien ne peut être ajouté ni modifié sous elle.
passphrase-short = La phrase de passe doit avoir au moins 15 caractères ; quatre ou cinq mots sans rapport conviennent bien.
passphrase-common = C’est une de celles que l’on essaie d’abord : répétée, en suite ou bien connue. Prenez quatre ou cinq mots sans rapport.
passphrase-long = La phrase de passe est trop longue : 1024 octets au plus.

# Ce que dit le script. Il remplit %n et %all.
script-filter = Montrer seulement ce qui contient
script-shown = %n sur %all sont montrés
script-closer = Rapprocher
script-farther = Éloigner
script-left = À gauche
script-right = À droite
script-up = Vers le haut
script-down = Vers le bas
script-whole = Le dessin entier
script-steering = Les flèches mènent d’un enregistrement à l’autre, Entrée en ouvre un. Majuscule et flèches déplacent le dessin, Ctrl et la molette le rapprochent.
script-kinds = Types d’enregistrements montrés

# Tâches, et recherches que quelqu’un garde.
searches = Vos recherches
searches-said = Elles sont scellées pour vous seul, leurs noms aussi. Celle qui n’est pas relancée pendant un an est supprimée.
search-run = Relancer
search-drop = Supprimer
search-name = Garder cette recherche sous le nom
search-keep = Garder
search-name-wrong = Une recherche porte un nom de 1 à 100 caractères sur une ligne.
search-changed = Modifiée hors d’Overt : elle ne peut pas être relancée.
done-search-kept = La recherche est gardée. Elle est plus bas, et sur la première page.
done-search-dropped = La recherche a été supprimée.
task = Tâche
tasks-of = Tâches
tasks-said = L’équipe qui détient cet enregistrement voit ses tâches, et personne d’autre. Elles suivent l’enregistrement quand il est remis à une autre équipe, et disparaissent quand il est effacé.
tasks-none = Il n’y a pas encore de tâche.
tasks-give = Toutes les tâches, et en donner une autre
task-give = Donner une tâche
task-text = Ce qu’il y a à faire
task-text-help = 2 000 caractères au plus. Cela est scellé pour l’équipe qui détient l’enregistrement, et le journal garde qui l’ouvre.
task-due = Jusqu’au
task-doer = À qui
task-giver = De
task-state = Où elle en est
task-open = ouverte
task-done = faite
task-given-back = rendue
task-withdrawn = retirée
task-late = en retard
task-nobody = personne
task-oneself = { $what } (vous)
task-written = Ce qui a été écrit à son sujet
task-what = À faire ({ $what })
task-why = Pourquoi elle a été rendue ({ $what })
task-erased = Cela a été effacé.
task-do = C’est fait
task-withdraw = La retirer
task-give-back = La rendre
task-give-on = La donner à quelqu’un
task-purpose = Ouvrir une tâche pour
task-wrong-text = Dites-le en 1 à 2 000 caractères.
task-wrong-day = Indiquez un jour : aujourd’hui ou plus tard, et dans cinq ans au plus.
task-wrong-doer = Choisissez quelqu’un de l’équipe qui détient l’enregistrement.
task-too-many = Il y a 100 tâches ouvertes sur cet enregistrement, ce qui est le plus. Fermez-en une d’abord.
task-moved-meanwhile = La tâche n’en est plus là où elle était montrée. Voici où elle en est.
done-task-given = La tâche est donnée.
done-task-moved = C’est fait. L’équipe voit où en est la tâche.
agenda-tasks = Vos tâches
agenda-returned = Rendues à vous
agenda-nobodys = Tâches qui ne sont à personne
waits-tasks = { $late ->
    [0] { $n ->
        [one] Une tâche échoit dans les sept jours.
       *[other] { $n } tâches échoient dans les sept jours.
    }
   *[other] { $n ->
        [one] Une tâche est due, et elle est en retard.
       *[other] { $n } tâches sont dues, dont { $late } en retard.
    }
}
waits-returned = { $n ->
    [one] Une tâche que vous avez donnée a été rendue.
   *[other] { $n } tâches que vous avez données ont été rendues.
}
waits-nobodys = { $n ->
    [one] Une tâche de vos équipes n’est à personne : la personne qu’elle attendait a quitté l’équipe.
   *[other] { $n } tâches de vos équipes ne sont à personne : les personnes qu’elles attendaient ont quitté l’équipe.
}
