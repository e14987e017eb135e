import type { signInFr } from './sign-in.fr';

export const signInEn: typeof signInFr = {
  signIn: {
    signIn: 'Sign in',
    setup: 'Make the first account',
    reset: 'Choose a new password',
    askReset: 'Forgotten password',
    email: 'E-mail address',
    name: 'Name',
    password: 'Password',
    newPassword: 'New password (12 characters at least)',
    create: 'Make the account',
    save: 'Save',
    send: 'Send a link',
    forgotten: 'Forgotten your password?',
    sent: 'If there is an account with this address, a link is on its way to it.',
  },
};
