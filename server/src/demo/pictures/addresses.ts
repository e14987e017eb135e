import { colorCodes, type ColorCode } from '../families/family.ts';
import { shapeNames, type ShapeName } from './shapes.ts';

/** RFC 2606 keeps `.example` for what is no real address: nobody can be asked for these pictures by mistake. */
const SITE = 'https://pictures.demonstration.example';

export const pictureAddress = (shape: ShapeName, color: ColorCode): string => `${SITE}/${shape}-${color}.png`;

/** Everything that products may name. */
export const pictures: readonly { shape: ShapeName; color: ColorCode; address: string }[] =
  shapeNames.flatMap((shape) =>
    colorCodes.map((color) => ({ shape, color, address: pictureAddress(shape, color) })),
  );
