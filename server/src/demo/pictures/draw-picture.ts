import { colors, type ColorCode } from '../families/family.ts';
import { encodePng, type Rgb } from './encode-png.ts';
import { shapes, type Ink, type Mark, type ShapeName } from './shapes.ts';

/** Pixels of a side: enough for a thumbnail and a page. */
const SIDE = 320;
const GRID = 100;
const inks: readonly Ink[] = ['main', 'dark', 'light'];

/** A shape in a colour on a ground of its tint, as a PNG of about a kilobyte. */
export function drawPicture(shape: ShapeName, color: ColorCode): Buffer {
  const { rgb } = colors[color];
  const palette = [mixed(rgb, 255, 0.86), rgb, mixed(rgb, 0, 0.45), mixed(rgb, 255, 0.55)];
  const pixels = new Uint8Array(SIDE * SIDE);
  for (const mark of shapes[shape] as readonly Mark[]) draw(pixels, mark);
  return encodePng({ side: SIDE, palette, pixels });
}

const mixed = (rgb: Rgb, other: number, share: number): Rgb => {
  const [red, green, blue] = rgb.map((part) => Math.round(part * (1 - share) + other * share));
  return [red!, green!, blue!];
};

function draw(pixels: Uint8Array, mark: Mark): void {
  const ink = inks.indexOf(mark.ink) + 1;
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++)
      if (covers(mark, ((column + 0.5) * GRID) / SIDE, ((row + 0.5) * GRID) / SIDE))
        pixels[row * SIDE + column] = ink;
}

function covers(mark: Mark, x: number, y: number): boolean {
  switch (mark.form) {
    case 'box':
      return (
        x >= mark.at[0] && x < mark.at[0] + mark.size[0] && y >= mark.at[1] && y < mark.at[1] + mark.size[1]
      );
    case 'disc':
      return Math.hypot(x - mark.at[0], y - mark.at[1]) <= mark.radius;
    case 'ring':
      return Math.abs(Math.hypot(x - mark.at[0], y - mark.at[1]) - mark.radius) <= mark.width / 2;
    case 'bar':
      return distanceToLine(x, y, mark.from, mark.to) <= mark.width / 2;
  }
}

function distanceToLine(x: number, y: number, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
