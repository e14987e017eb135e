import { AppError } from '../../platform/errors.ts';

/** 404 for an id that no product has. */
export const noSuchProduct = (id: string): AppError =>
  new AppError('products.not_found', { message: `There is no product ${id}`, params: { id } });
