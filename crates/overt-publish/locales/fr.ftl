# Les mots des pages publiques en français.

skip = Aller au contenu
languages = Langues
pages = Pages
overview = Vue d’ensemble
nexus = Nexus
data = Données
codebook = Livre de codes
methods = Méthodes
corrections = Corrections et réponses
about = À propos
nothing = Cette page n’existe pas

foot-claims = Ce qui est enregistré n’est pas ce qui s’est passé. Ce qui est compté ici, ce sont des affirmations, chacune avec sa source et son état. Un nombre est une raison de regarder, jamais une conclusion sur quelqu’un.
foot-contact = Erreurs, et réponses de qui se reconnaît dans un nombre :
foot-program = Fait avec { $what }.

nothing-lead = L’adresse est peut-être fausse, ou la page porte maintenant un autre nom.
nothing-begin = Vers la première page

overview-known = Ce que l’on sait
overview-sure = Avec quelle certitude
overview-unknown = Ce que l’on ne sait pas
overview-nothing = Rien n’a encore été publié.
overview-releases = { $n ->
    [one] Une publication est en vigueur. Deux personnes l’ont approuvée, elle est signée, et chacun peut vérifier ses fichiers.
   *[other] { $n } publications sont en vigueur. Deux personnes ont approuvé chacune d’elles, elles sont signées, et chacun peut vérifier leurs fichiers.
 }
overview-noisy = { $n ->
    [0] Aucune publication ne contient de bruit : les petits nombres sont masqués ou arrondis.
    [one] Dans une publication, les comptes contiennent du bruit, indiqué à côté de chacun.
   *[other] Dans { $n } publications, les comptes contiennent du bruit, indiqué à côté de chacun.
 }
overview-hidden = { $n } cellules sur { $cells } sont masquées parce qu’elles sont petites, ou qu’elles en trahiraient une petite.

total = Total
download-csv = Télécharger en CSV
find = Chercher
release = Publication
version = Version
day = Jour
licence = Licence
file = Fichier
files = Fichiers
table-of = { $what } : tableau
bytes = Octets
code = Code
label = Libellé
definition = Définition
snapshot = Instantané
cite = Comment la citer
notes = Notes

nexus-lead = Qui fait quoi, à quelle étape de la traite : les actes de corruption tels qu’ils ont été publiés. Chaque cellule s’ouvre et dit comment elle a été comptée.
nexus-nothing = Aucune publication ne compte encore les actes de corruption selon deux de ces dimensions.
nexus-choose = Regarder
nexus-close = Fermer cette cellule
nexus-caption = De la publication « { $what } ». Plus foncé veut dire plus.
nexus-legend = « < » est masqué : un petit nombre, ou un nombre qui en trahirait un petit. Ce n’est pas zéro. « ~ » n’est que du bruit. « ≈ » contient du bruit. « · » ne peut pas se produire.
nexus-left-out = { $n ->
    [one] Une ligne ou colonne où rien n’a été dit est omise.
   *[other] { $n } lignes et colonnes où rien n’a été dit sont omises.
 }
nexus-release = La publication avec sa méthode et son risque
nexus-finding = La plupart se trouvent dans { $what } : { $n }. { $hidden ->
    [0] Aucune cellule n’est masquée.
    [one] Une cellule est masquée.
   *[other] { $hidden } cellules sont masquées.
 }
nexus-nothing-told = Aucun nombre ne dit ici quelque chose de quelqu’un. { $hidden ->
    [0] Aucune cellule n’est masquée.
    [one] Une cellule est masquée.
   *[other] { $hidden } cellules sont masquées.
 }

prices = Prix
prices-lead = Ce qui a été payé, d’après ce qui a été dit, par tranches : le montant de personne ne sort d’ici. Chaque case s’ouvre et montre comment on a compté.
prices-nothing = Rien n’a été publié sur les prix : aucune publication n’a de montants.
prices-currency = Les montants sont en { $what }, à leur valeur d’alors. Aucun n’est converti, et ceux d’autres monnaies ont leur propre colonne.
prices-middle = Où se trouve le montant du milieu
prices-finding = Sur { $all ->
    [one] une ligne
   *[other] { $all } lignes
 } avec des montants, { $n ->
    [0] aucune ne dit dans quelle tranche se trouve son montant du milieu.
    [one] une dit dans quelle tranche se trouve son montant du milieu.
   *[other] { $n } disent dans quelle tranche se trouve leur montant du milieu.
 }
prices-table = Autant de montants sont plus élevés que plus bas. Il est indiqué là où ni le bruit ni un nombre caché ne pourraient le placer dans une autre tranche.
prices-median = Tranche du montant du milieu
prices-no-median = impossible à dire
prices-told = Montants dans une tranche
prices-beside = Inconnu, aucun ou autre monnaie

routes = Carte et routes
routes-lead = De quel pays vers quel pays des personnes ont été emmenées, et à quels passages de l’argent a été demandé. Chaque case s’ouvre et montre comment on a compté.
routes-nothing = Rien n’a été publié sur les routes : aucune publication ne compte des étapes de voyages selon deux de ces données.
routes-title = Étapes de voyages entre pays
routes-description = Une étape est une partie du voyage de quelqu’un. Un trait mène d’un pays à l’autre ; personne n’a dû le suivre.
routes-legs = étapes
routes-finding = { $n ->
    [0] Aucune route n’a de nombre qui puisse être montré.
    [one] Une route a un nombre : { $what }.
   *[other] { $n } routes ont un nombre. La plus grande : { $what }.
 }
routes-not-told = { $hidden ->
    [0] Aucun nombre n’est caché.
    [one] Un nombre est caché.
   *[other] { $hidden } nombres sont cachés.
 } { $unknown ->
    [0] D’aucune étape racontée il ne manque l’origine ou la destination.
    [one] D’une étape, on ne connaît pas l’origine ou la destination.
   *[other] De { $unknown } étapes, on ne connaît pas l’origine ou la destination.
 } De tous les autres pays, rien n’a été dit.
routes-from = De
routes-to = Vers
routes-what = Quoi
routes-number = Nombre
routes-unknown = inconnu
routes-within = à l’intérieur de
routes-arrow = vers où pointe la flèche
routes-up-to = jusqu’à
ribbons-title = De pays en pays
ribbons-description = Les mêmes étapes en rubans : à gauche où une étape commence, à droite où elle finit. Un ruban est aussi large que son nombre ; les pourcentages portent sur les étapes qui en ont un. Ce qui est inconnu est en pointillé, et ce qui est caché n’est pas dessiné.
ribbons-finding = Sur { $n ->
    [one] une étape
   *[other] { $n } étapes
 } avec un nombre, le pays où il en commence le plus est { $from } ({ $begin }), et celui où il en finit le plus est { $to } ({ $end }).
ribbons-others = autres
ribbons-every = tous les trajets

count-exact = { $n ->
    [0] Aucun n’a été enregistré.
    [one] Un a été enregistré.
   *[other] { $n } ont été enregistrés.
 }
count-rounded = Environ { $n } ont été enregistrés ; le nombre est arrondi.
count-noisy = Environ { $n } ont été enregistrés ; le vrai nombre est entre { $least } et { $most } avec une probabilité d’au moins 95 pour cent.
count-noise-only = Rien que du bruit : au plus { $most } sont vraisemblables.
count-hidden = Le nombre est masqué parce qu’il est petit, ou qu’il en trahirait un petit. Ce n’est pas zéro.
count-impossible = Cela ne peut pas se produire.
count-not-told = Cela n’est pas communiqué.

data-lead = Tout ce qui a été publié, avec sa méthode, son risque et ses empreintes. Aucun nombre de ces pages ne vient d’ailleurs.
data-nothing = Rien n’a encore été publié.
data-table = Publications, la plus récente d’abord
protected-how = Comment les personnes sont protégées
method-table = Les petits nombres sont masqués, et assez d’autres pour que personne ne puisse les calculer.
method-rounded = Tous les nombres sont arrondis.
method-counts = Du bruit a été ajouté à chaque compte (confidentialité différentielle). Il est indiqué à côté de chacun.
method-synth = Les enregistrements sont inventés, à partir de comptes bruités (confidentialité différentielle). Aucun ne parle d’une personne.
method-aggregate = Chaque ligne est commune à de nombreux enregistrements, et y figure autant de fois qu’eux.
ledger = Le budget de confidentialité
ledger-about = Chaque publication bruitée dépense une part d’un budget. Toutes s’additionnent, pour que beaucoup de publications ne disent pas ce qu’une seule ne peut pas dire.
ledger-table = Ce que toutes les publications ont dépensé jusqu’ici
ledger-unit = Est protégé
ledger-releases = Publications
ledger-cap = au plus
unit-record = un enregistrement
unit-person = une personne
unit-contributor = une organisation avec tout ce qu’elle a apporté

release-newer = Il existe une version plus récente de cette publication.
kind-of-record = Type d’enregistrement
approved-by = Personnes qui l’ont approuvée
made-by = Faite avec
only-where = Seulement les enregistrements pour lesquels vaut
risk-table = Ce qui est masqué, et l’ampleur du bruit
cells = Cellules
cells-hidden = Masquées
smallest-shown = Plus petit nombre montré
noise = Écart type du bruit
noise-none = pas de bruit
smallest-none = aucun n’est montré
hash-none = pas dans le manifeste
files-about = Chaque fichier avec son empreinte. Le manifeste les nomme tous et il est signé.
verify-about = Qui possède les fichiers peut tout vérifier sans demander à personne :

codebook-lead = Tous les codes utilisés ici : ce qu’ils veulent dire et d’où ils viennent. Un code ne change jamais de sens.
codebook-find = Chercher un code ou un mot
codebook-found = { $n ->
    [0] Rien n’a été trouvé
    [one] Un code
   *[other] { $n } codes
 }
codebook-lists = Listes
codebook-all = Toutes les listes
codebook-codes = { $n ->
    [one] Un code
   *[other] { $n } codes
 }

corrections-lead = Ce qui était faux dans une publication, et ce qu’a répondu qui s’est reconnu dans un nombre. La publication reste où elle est, avec la correction au-dessus.
corrections-write = Pour corriger quelque chose, ou pour répondre, écrivez à
corrections-none = Rien n’a dû être corrigé jusqu’ici.

about-governance = Qui décide
about-survivors = Comment les personnes survivantes participent
about-funders = Qui paie
about-nobody-pays = Personne ne paie pour cela.
about-limits = Ce que les nombres ne peuvent pas dire
limit-recorded = Ce qui est enregistré n’est pas ce qui s’est passé. Où signaler est plus facile, on voit plus ; où personne n’a pu signaler, on ne voit rien.
limit-claims = Chaque acte est l’affirmation de quelqu’un, et la plupart n’ont pas été examinées par un tribunal.
limit-hidden = Un nombre masqué n’est pas zéro, et « non communiqué » n’est pas « aucun ».
limit-compare = Les lieux, les années et les organisations diffèrent par qui a pu parler. Une différence entre eux est une raison de demander pourquoi.

methods-lead = Comment tout est compté, protégé et vérifié ici : question, formule, hypothèses, limites et mauvais usages. Les textes sont ceux du livre du programme, en anglais.
methods-all = Toutes les méthodes

countries = Pays
country = Pays
lab = Indices
undercount = Sous-dénombrement
method = Comment c’est fait
year = Année
value = Valeur
acts-of-corruption = Actes de corruption
from-release = De la publication
in-english = Le texte de cette analyse est en anglais.

countries-lead = Où des actes de corruption ont été enregistrés, et où rien n’a été dit. Que rien ne soit dit ne signifie pas que rien n’arrive.
countries-all = { $n ->
    [one] Un pays
   *[other] { $n } pays
 }
countries-silent = { $n ->
    [0] Dans chacun, quelque chose a été dit.
    [one] Dans un pays, rien n’a été dit.
   *[other] Dans { $n } pays, rien n’a été dit.
 }
countries-table = Les actes tels qu’ils ont été publiés, et la dernière valeur de chaque série. « < » est masqué et n’est pas zéro.
countries-back = Carte et tous les pays
nothing-told = rien de dit
map-title = Actes de corruption par pays
map-description = Où ils se sont produits. Plus foncé veut dire plus ; hachuré veut dire que rien n’a été dit, ce qui n’est pas zéro.
map-finding = { $n ->
    [0] Aucun pays n’a de nombre qui puisse être montré.
    [one] Un pays a un nombre.
   *[other] { $n } pays ont un nombre.
 } { $hidden ->
    [0] Aucun n’est masqué.
    [one] Dans un pays, il est masqué.
   *[other] Dans { $hidden } pays, il est masqué.
 } Des autres, rien n’a été dit.
map-borders = Les frontières sont celles de Natural Earth et ne disent rien d’aucun territoire. Dessinés d’un trait interrompu, et comme partie d’aucun pays :
map-no-data = pas de données
map-not-zero = pas de données, ce qui n’est pas zéro
map-no-data-in = Pas de données, ce qui n’est pas zéro :
map-suppressed = masqué
map-without-code = zone sans code
map-nothing-told = une zone sans code, dont rien n’est dit ici
map-to = à
map-and = et
map-details = Détails
area-crimea = Crimée
area-northern-cyprus = Chypre du Nord
area-siachen-glacier = Glacier du Siachen
area-somaliland = Somaliland
country-silent = Personne n’y a signalé d’acte de corruption, ou si peu que le nombre n’est que du bruit. Cela ne signifie pas qu’il n’y en a pas.
country-series = Ce que d’autres en disent
country-brief = Note en une page (HTML, en anglais)
country-brief-pdf = Note (PDF, en anglais)
country-no-series = Aucune série n’a ici de valeur pour lui.
hidden-here = { $n ->
    [0] Aucun nombre n’est masqué.
    [one] Un nombre est masqué.
   *[other] { $n } nombres sont masqués.
 }

lab-lead = Deux indices côte à côte : jusqu’où ils vont ensemble, si l’un est fait de l’autre, et combien il s’en faudrait d’un autre résultat.
undercount-lead = Combien de personnes ne sont sur aucune liste : d’après qui est sur laquelle de plusieurs listes, d’abord avec la dispersion de tous les modèles. Les études sont publiques.
analyses-none = Il n’y en a pas encore.
analyses-all = Toutes
sdmx-years = Seuls les nombres d’une seule année sont sous cette forme. Les totaux de toutes les années, et les nombres dont l’année n’est pas connue, sont dans les autres.

# Ce que dit le programme des pages ; %n et %all sont des nombres qu’il insère.
script-filter = Montrer seulement ce qui contient
script-shown = %n sur %all sont montrés
script-keys = Les flèches mènent aux autres, Échap ferme ceci.
script-closer = Rapprocher
script-farther = Éloigner
script-left = À gauche
script-right = À droite
script-up = Vers le haut
script-down = Vers le bas
script-whole = La carte entière
script-steering = Majuscule et flèches la déplacent, Ctrl et la molette la rapprochent.
