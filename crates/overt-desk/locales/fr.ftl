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
relations-cut = Seuls les 100 premiers sont nommés ici.
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
release-publish-said = La publication se fait sur l’ordinateur du dépôt, avec cette commande :
done-approved = Approuvée.
done-given-up = La publication a été abandonnée.
imports = Importations
import = Importation
imports-said = Ce qui est venu de fichiers. Les fichiers sont importés sur l’ordinateur du dépôt, d’abord en un essai qui n’écrit rien :
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
    [one] Un a été modifié depuis et reste tel quel.
   *[other] { $n } ont été modifiés depuis et restent tels quels.
}
