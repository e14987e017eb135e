export const firstLookFr = {
  firstLook: {
    title: 'Comparer les fichiers de vos fournisseurs',
    intro:
      'Déposez-les tels qu’ils vous arrivent, un par fournisseur. Rien n’est à régler, et rien n’est écrit au catalogue avant votre accord.',
    drop: 'Déposez ici vos fichiers, ou cliquez pour les choisir',
    dropHint: 'CSV, Excel, XML ou JSON, aussi en ZIP ou GZIP ; jusqu’à 20 fichiers',
    received: 'reçu',
    remove: 'Retirer {name}',
    sendingFile: 'Envoi de {name}',
    uploading: 'Envoi en cours…',
    start: '{count, plural, =0 {Comparer} one {Regarder ce fichier} other {Comparer ces # fichiers}}',
    tooMany: '{count} fichiers au plus à la fois : retirez-en.',
    others: 'Comparer d’autres fichiers',
    resultTitle: '{count, plural, one {Ce que dit votre fichier} other {Ce que disent vos # fichiers}}',
    nothingWritten: 'Rien n’est écrit au catalogue.',
    taken: 'Ces fichiers sont importés dans votre catalogue.',
    partlyTaken: 'Une partie de ces fichiers est importée dans votre catalogue.',
    status: {
      queued: 'En attente de son tour',
      reading: 'Lecture des fichiers',
      comparing: 'Comparaison des produits',
    },
    progress: 'Avancement',
    toRead: 'à lire',
    unread: 'illisible',
    rowsRead: '{count, plural, one {# ligne lue} other {# lignes lues}}',
    figures: {
      distinct: 'produits distincts',
      shared: 'vendus par plusieurs fournisseurs',
      saving: 'd’écart, du plus cher au moins cher',
      wrongGtins: 'EAN faux',
      withoutImage: 'produits sans image',
      rejected: 'lignes refusées',
    },
    savings: 'Acheter au moins cher',
    noSavings:
      'Aucun produit n’a de prix comparables chez deux fournisseurs : même devise, même sorte de prix, même taxe.',
    saved: 'De {least} à {most} d’économie sur une pièce de chaque produit comparé',
    reckoned:
      '{count, plural, one {# produit a} other {# produits ont}} un prix chez plusieurs fournisseurs ({kind}). Une pièce de chacun coûte {cheapest} au prix le plus bas, {second} au deuxième prix et {highest} au prix le plus haut. L’économie est la différence avec le prix le plus bas, sans quantités ni frais de port.',
    priceKinds: {
      cost: 'prix d’achat hors taxe',
      saleWithTax: 'prix indiqué, TTC',
      saleWithoutTax: 'prix indiqué, HT',
    },
    bestSavings: 'Les plus grands écarts, le moins cher en premier',
    doubtful:
      '{count, plural, one {# produit a des prix} other {# produits ont des prix}} qui vont de un à plus de cinq : sans doute un autre conditionnement. Ils ne sont pas comptés.',
    doubtfulExamples: 'Écarts douteux',
    product: 'Produit',
    offers: 'Prix par fournisseur',
    untitled: '(sans nom)',
    disagreements: 'Où vos fournisseurs ne disent pas la même chose',
    disagreementsHint:
      'Parmi les produits que plusieurs fournisseurs décrivent. Accents, majuscules et ponctuation ne comptent pas.',
    nothingCompared: 'Aucun produit n’est décrit par deux fournisseurs.',
    differing: {
      title:
        'Noms : {differing, plural, one {# produit diffère} other {# produits diffèrent}} sur {compared, number}',
      brand:
        'Marques : {differing, plural, one {# produit diffère} other {# produits diffèrent}} sur {compared, number}',
      mpn: 'Références du fabricant : {differing, plural, one {# produit diffère} other {# produits diffèrent}} sur {compared, number}',
      weight:
        'Poids : {differing, plural, one {# produit diffère} other {# produits diffèrent}} sur {compared, number}',
    },
    line: 'ligne {line}',
    wrongGtins: 'EAN faux',
    noWrongGtins: 'Aucun EAN faux.',
    repaired:
      '{count, plural, one {# EAN avait perdu ses zéros initiaux ; ils sont remis.} other {# EAN avaient perdu leurs zéros initiaux ; ils sont remis.}}',
    wrongCount: '{count, plural, one {# EAN faux} other {# EAN faux ({shown} affichés)}}',
    lineHeading: 'Ligne',
    cell: 'Dans le fichier',
    why: 'Ce qui ne va pas',
    withoutImage: 'Produits sans image',
    withoutImageCount:
      '{count, plural, one {# produit n’a} other {# produits n’ont}} d’image dans aucun fichier ({share}). Par exemple :',
    files: 'Fichier par fichier',
    tab: 'tabulation',
    columns: 'Colonnes comprises',
    column: 'colonne {column}',
    ignored: '{count, plural, one {# colonne ignorée} other {# colonnes ignorées}}',
    rejectedRows: '{count, plural, one {# ligne refusée} other {# lignes refusées}}',
    counts: {
      read: 'lignes lues',
      rejected: 'refusées',
      products: 'produits',
      repeated: 'lignes en double',
      shared: 'aussi chez d’autres',
      cheapest: 'fois le moins cher',
      withoutGtin: 'lignes sans EAN',
      withoutImage: 'produits sans image',
    },
    failures: {
      noMatchKey:
        'Aucune colonne ne dit quel produit est sur une ligne : ni EAN, ni référence, ni marque avec référence fabricant. Importez ce fichier à part pour nommer ses colonnes.',
      empty: 'Le fichier est vide.',
      withoutRows: 'Le fichier a des titres de colonnes, mais aucune ligne.',
      sameFile: 'Même contenu que {name} : ce fichier est laissé de côté.',
    },
    take: 'En faire mon catalogue',
    takeTitle: 'En faire votre catalogue',
    takeHint:
      'Un fournisseur est ouvert pour chaque fichier, et le fichier importé avec les colonnes ci-dessus. Chaque import peut être annulé.',
    supplierOf: 'Fournisseur de {name}',
    seeImport: 'Voir l’import',
  },
};
