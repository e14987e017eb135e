import { AppError } from '../../platform/errors.ts';

export const lastAdministrator = (): AppError =>
  new AppError('users.last_administrator', {
    message: 'This is the last administrator; give the role to somebody else first',
    status: 409,
  });
