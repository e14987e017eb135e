export const signInFr = {
  signIn: {
    signIn: 'Se connecter',
    setup: 'Créer le premier compte',
    reset: 'Choisir un nouveau mot de passe',
    askReset: 'Mot de passe oublié',
    email: 'Adresse e-mail',
    name: 'Nom',
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe (12 caractères au moins)',
    create: 'Créer le compte',
    save: 'Enregistrer',
    send: 'Envoyer un lien',
    forgotten: 'Mot de passe oublié ?',
    sent: 'Si un compte porte cette adresse, un lien vient de lui être envoyé.',
  },
};
