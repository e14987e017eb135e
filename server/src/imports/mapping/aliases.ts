/**
 * Headings of supplier files in French, English and German, best first. They are compared folded, without
 * punctuation, and then without units, currencies and tax words, in any order of their words.
 */
export const aliases: Readonly<Record<string, string>> = {
  gtin: 'ean|gtin|ean13|ean 13|code ean|code ean13|gtin13|gtin14|gtin 13|gtin 14|barcode|bar code|code barre|code barres|code a barres|variant barcode|upc|upc ean|ean upc|ean gtin|gtin ean|ean code|ean nummer|ean nr|strichcode|cip13|code cip13|global unique identifier|gencod|gencode|upc a|upc code|ean uc|artikel ean|product ean|numero ean|ean uvc|isbn13|isbn 13|isbn|code isbn|gtin code|ean gtin upc|upc ean gtin|jan|code gencod|code gtin|international pid|buyer ean',
  reference:
    'reference|ref|sku|variant sku|code article|article|ref article|reference article|article number|article no|article code|artikelnummer|artikel nr|artikelnr|art nr|artnr|art no|item number|item no|item code|item|product code|code produit|reference produit|ref produit|product reference|numero article|no article|bestellnummer|bestell nr|part no|code|supplier sku|vendor sku|supplier reference|reference fournisseur|ref fournisseur|code fournisseur|produktnummer|product number|product sku|identifiant|supplier aid|stock code|lieferantenartikelnummer|code article fournisseur|reference article fournisseur|supplier ref|supplier code|supplier item no|supplier part no|supplier product code|vendor item no|vendor part no|best nr|material nr|lieferanten art nr|lieferanten artikelnr|code interne|product id|produkt id|article id|artikel id|id produit|id article|article sku|catalog no|catalogue no|catalog number|katalognummer|code reference|bestellnr|materialnummer|id|supplier pid|supplier article id|supplier product id',
  mpn: 'mpn|manufacturer part number|manufacturer reference|ref fabricant|reference fabricant|reference constructeur|ref constructeur|herstellernummer|hersteller nr|herstellerartikelnummer|hersteller artikelnummer|part number|pn|google shopping mpn|code fabricant|manufacturer part no|manufacturer no|manufacturer number|manufacturer sku|manufacturer code|manufacturer item no|mfr part no|mfr no|mfr part number|mfr sku|mfg part no|mfg no|mfg part number|mfg sku|hersteller art nr|herstellerartikelnr|hersteller artikelnr|hersteller teilenummer|reference du fabricant|numero fabricant|code constructeur|vendor part number|model number|model no|numero de modele|manufacturer aid|manufacturer pid',
  asin: 'asin|amazon asin',
  title:
    'title|titre|name|nom|designation|libelle|product name|nom du produit|nom produit|product title|bezeichnung|artikelbezeichnung|produktbezeichnung|produktname|artikelname|titel|intitule|denomination|label|item name|libelle produit|libelle article|designation article|produit|product|kurzbezeichnung|designation produit|designation commerciale|libelle long|libelle commercial|full name|long name|display name|product designation|product label|short name|nom article|nom commercial|nom de l article|designation longue|bezeichnung 1|article name|nom long|item title|listing title',
  description:
    'description|description longue|long description|product description|description produit|beschreibung|artikelbeschreibung|produktbeschreibung|langbeschreibung|langtext|body|body html|descriptif|description html|description detaillee|details|texte long|long text|texte|desc|description detail|description complete|full description|detailed description|beschreibung lang|product details|product text|produkttext|text lang|description commerciale|texte descriptif|beschreibungstext',
  shortDescription:
    'short description|description courte|kurzbeschreibung|resume|kurztext|accroche|summary|description breve|description short|short desc|description short|text kurz|beschreibung kurz|description abregee|short text|texte court|chapeau|kurze beschreibung|teaser',
  brand:
    'brand|marque|marke|manufacturer|fabricant|hersteller|vendor|laboratoire|constructeur|brand name|nom de marque|nom marque|markenname|maker|fabrikant|editeur|marque fabricant|marque produit|manufacturer name|herstellername|fabricant marque|brand manufacturer|product brand|hersteller name|hersteller marke|label marque|merk|marca|publisher',
  image:
    'image|images|image src|image url|image urls|images urls|image link|picture|pictures|picture url|photo|photos|photo url|url image|url images|url photo|lien image|lien photo|image principale|main image|main image url|image 1|image1|photo 1|visuel|visuels|visuel principal|bild|bilder|bild url|bildlink|bild link|produktbild|produktbilder|hauptbild|product image|product images|image produit|product image url|images produit',
  category:
    'category|categories|categorie|kategorie|kategorien|product category|categorie produit|rayon|warengruppe|produktkategorie|category path|main category|arborescence|sous famille|produktgruppe|univers|gamme|product group|item group|groupe article|groupe de produits|categorie principale|categorie 1|category 1|kategorie 1|sous categorie|sub category|subcategory|unterkategorie|hauptkategorie|department|departement|category name|nom categorie|kategoriepfad|artikelgruppe|sortiment|chemin categorie',
  family: 'family|famille|attribute family|produktfamilie|product family|famille produit',
  'price.sale':
    'price|prix|preis|prix de vente|prix vente|selling price|regular price|variant price|vk|vk preis|verkaufspreis|pv|pvc|tarif|prix public|sales price|retail price|prix unitaire|unit price|stuckpreis|price tax excluded or price tax included|prix catalogue|selling price|sell price|prix vente public|prix public de vente|pu|pp|tarif public|prix de base|base price|preis pro stuck|bruttopreis|prix final|current price|prix boutique|consumer price|prix consommateur|endkundenpreis|verkauf|shop price|product price|prix magasin|web price|online price',
  'price.special':
    'sale price|prix promo|prix promotionnel|special price|promo price|promotional price|prix remise|aktionspreis|sonderpreis|discounted price|promotion|prix solde|prix soldes|offer price|angebotspreis|price sale|price special|reduced price|clearance price|prix en promotion|promo',
  'price.rrp':
    'rrp|msrp|srp|uvp|ppc|ppi|prix conseille|prix public conseille|prix de vente conseille|pvp|pvr|recommended retail price|suggested retail price|compare at price|variant compare at price|list price|unverbindliche preisempfehlung|listenpreis|prix barre|suggested price|prix indicatif|prix public indicatif|recommended price|uvp preis|pvmc|pvc conseille|ppc conseille|rrp price|msrp price|former price|old price|ancien prix|streichpreis|was price|prix recommande',
  cost: 'cost|cout|prix achat|prix d achat|prix dachat|achat|pa|purchase price|wholesale price|buying price|ek|ek preis|einkaufspreis|net|net price|prix net|nettopreis|netto preis|cost per item|cost price|dealer price|trade price|prix revendeur|prix fournisseur|prix grossiste|haendlerpreis|unit cost|cost unit|your cost|your price|votre prix|wholesale|wholesale cost|buy price|pa net|prix achat net|prix d achat net|prix unitaire net|achat net|cout unitaire|cout achat|cout d achat|prix de revient|prix de gros|prix gros|net cost|dealer cost|dealer net|ek netto|netto ek|handler ek|handlerpreis|haendler ek|hek|b2b price|reseller price|invoice price|nnp|prix net achat|kosten|bezugspreis|nettoeinkaufspreis|landed cost|our cost|fob price',
  stock:
    'stock|quantity|quantite|qte|qty|stock quantity|stock qty|bestand|lagerbestand|menge|variant inventory qty|inventory|inventory quantity|stock disponible|qte stock|quantite stock|quantite en stock|stock on hand|stockonhand|verfugbar|lager|available quantity|qte disponible|disponible|stock level|available stock|free stock|stock dispo|stock reel|stock libre|stock physique|qte en stock|quantity available|quantity in stock|quantity on hand|on hand|qoh|soh|verfugbare menge|verfugbarer bestand|aktueller bestand|lagermenge|freier bestand|stock total|total stock|stock magasin|stock actuel|current stock|units in stock|inventory level|inventory qty|nombre en stock|en stock qte',
  weight:
    'weight|poids|gewicht|poids net|poids brut|gross weight|net weight|nettogewicht|bruttogewicht|weight net|item weight|product weight|shipping weight|poids unitaire|poids article|poids produit|masse|artikelgewicht|produktgewicht|variant weight|package weight|variant grams|unit weight|poids unite',
  length: 'length|longueur|lange|profondeur|depth|tiefe|product length|item length|produktlange|artikellange',
  width: 'width|largeur|breite|product width|item width|produktbreite|artikelbreite',
  height: 'height|hauteur|hohe|product height|item height|produkthohe|artikelhohe',
  'attribute.color':
    'color|colour|couleur|farbe|coloris|color name|colour name|farbton|farbname|coloris produit|couleur produit|product color|product colour|teinte|couleur principale|nom couleur|main color|main colour',
  'attribute.size':
    'size|taille|grosse|groesse|pointure|grosze|size name|taille produit|product size|taille article|konfektionsgrosse|clothing size|shoe size|taille vetement',
  status:
    'status|statut|published|publie|enabled|active|actif|aktiv|product status|etat|state|actif inactif|statut produit|product state|is active|is enabled|visible|online|en ligne|publication|etat produit',
  leadTimeDays:
    'lead time|lead time days|delai|delai de livraison|delai livraison|delai jours|lieferzeit|delivery time|lead time in days|delai livraison jours|delai appro|delai approvisionnement|delai de reapprovisionnement|liefertage|lieferfrist|delivery days|shipping days|replenishment time|delai d expedition|leadtime',
  minQuantity:
    'moq|minimum quantity|minimal quantity|min quantity|quantite minimum|quantite minimale|qte mini|qte min|minimum de commande|mindestbestellmenge|mindestmenge|minimum order quantity|min order qty|minimum order qty|minimum commande|min order|qty min|mini commande|min commande|commande minimum|commande mini|mindestabnahme|mindestbestellwert menge|minimum qty|min qte|quantite mini|quantite de commande minimum|minimum order|quantite min|bestellmenge min',
  packQuantity:
    'pack quantity|pack size|conditionnement|colisage|unites par colis|verpackungseinheit|ve|pcb|quantite par colis|pack qty|units per pack|packungsgrosse|vpe|case qty|case pack|case quantity|box qty|qty per box|qty per case|qty per pack|units per case|units per box|carton qty|inner pack|spcb|pcb colis|uvc par colis|quantite par carton|quantite par lot|gebinde|packmenge|inhalt ve|unite de vente|pieces par colis|pieces per pack|nombre par colis',
  parent:
    'parent|parent sku|sku parent|reference parent|reference du parent|parent reference|code parent|parent code|parent product|produit parent|parent ref|ref parent|parent id|variation parent|item group id|item group|modele parent|code modele|reference modele|elternartikel|vaterartikel|vaterartikelnummer|hauptartikelnummer',
  type: 'type|product type|type de produit|type produit|produkttyp|produktart|artikeltyp',
  familyVariant: 'family variant|variante de famille|variante famille|familienvariante',
  'seo.title':
    'seo title|meta title|titre seo|meta titre|titre meta|balise title|seo titel|meta titel|yoast title',
  'seo.description':
    'seo description|meta description|description seo|description meta|balise description|seo beschreibung|meta beschreibung',
  taxClass: 'tax class|classe de taxe|steuerklasse',
};
