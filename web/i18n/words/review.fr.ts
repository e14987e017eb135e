export const reviewFr = {
  review: {
    title: 'À décider',
    empty: 'Rien ne vous attend.',
    own: 'Notre propre catalogue',
    rows: '{count, plural, one {# ligne à décider} other {# lignes à décider}}',
    kinds: { held: 'Retenu', planned: 'À confirmer', rows: 'Lignes à décider' },
    rowsTitle: 'Lignes à décider',
    rowsHint:
      'Leurs codes ne désignent pas un seul produit. Votre réponse est retenue : les prochains fichiers aux mêmes codes seront lus ainsi.',
    allOpen:
      '{count, plural, =0 {Toutes les lignes affichées sont décidées.} one {La ligne ouverte :} other {Les # lignes ouvertes :}}',
    chooseOnly: 'Choisir où il n’y a qu’un produit',
    createAll: 'Créer des produits',
    ignoreAll: 'Ignorer',
    forget: 'Décider de nouveau',
    send: '{count, plural, =0 {Envoyer les décisions} one {Envoyer # décision} other {Envoyer # décisions}}',
    line: 'Ligne {line}',
    itIs: 'C’est',
    by: 'par {code}',
    create: 'Créer un nouveau produit',
    ignore: 'Ignorer la ligne',
    codes: {
      supplierReference: 'référence du fournisseur',
      gtin: 'EAN',
      sku: 'SKU',
      brand: 'marque',
      mpn: 'référence du fabricant',
      title: 'nom',
      brandMpn: 'marque et référence du fabricant',
    },
  },
  guard: {
    rows_fell:
      'Le fichier a {rows, number} lignes ; les derniers en avaient environ {usual, number}. Il a pu être coupé : demandez le fichier entier, ou confirmez-le.',
    column_vanished: 'La colonne « {name} » du dernier fichier n’est plus dans celui-ci.',
    column_changed:
      'Les valeurs de « {name} » ne ressemblent pas à celles du dernier fichier ; des colonnes ont pu être échangées.',
    prices_moved:
      '{rows, number} prix ({share, number, ::percent} des lignes) changent de plus de moitié, la plupart à {medianRatio, number, ::.#} fois leur valeur ; la devise ou le séparateur décimal est peut-être faux.',
    rows_new_jumped:
      '{created, number} lignes ({share, number, ::percent}) sont de nouveaux produits ; d’habitude {usual, number, ::percent}. Les références ont pu changer, ou c’est une autre liste.',
    references_changed:
      '{rows, number} lignes apportent une autre référence pour un produit trouvé par son EAN ; renommez d’abord les références du fournisseur, ou confirmez-les comme offres supplémentaires.',
  },
};
