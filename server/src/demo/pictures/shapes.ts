/** Inks of a picture: its colour, a darker and a lighter one. */
export type Ink = 'main' | 'dark' | 'light';

/** What is drawn, later ones over earlier ones, on a square of 100 by 100. */
export type Mark =
  | {
      readonly form: 'box';
      readonly at: readonly [x: number, y: number];
      readonly size: readonly [width: number, height: number];
      readonly ink: Ink;
    }
  | {
      readonly form: 'disc';
      readonly at: readonly [x: number, y: number];
      readonly radius: number;
      readonly ink: Ink;
    }
  | {
      readonly form: 'ring';
      readonly at: readonly [x: number, y: number];
      readonly radius: number;
      readonly width: number;
      readonly ink: Ink;
    }
  | {
      readonly form: 'bar';
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly width: number;
      readonly ink: Ink;
    };

type Point = readonly [number, number];
const box = (at: Point, size: Point, ink: Ink): Mark => ({ form: 'box', at, size, ink });
const disc = (at: Point, radius: number, ink: Ink): Mark => ({ form: 'disc', at, radius, ink });
const ring = (at: Point, radius: number, width: number, ink: Ink): Mark => ({
  form: 'ring',
  at,
  radius,
  width,
  ink,
});
const bar = (from: Point, to: Point, width: number, ink: Ink): Mark => ({
  form: 'bar',
  from,
  to,
  width,
  ink,
});

const spokes = [0, 30, 60, 90, 120, 150].map((degrees) => {
  const [x, y] = [Math.cos((degrees * Math.PI) / 180) * 32, Math.sin((degrees * Math.PI) / 180) * 32];
  return bar([50 - x, 50 - y], [50 + x, 50 + y], 1.5, 'dark');
});

export const shapes = {
  pouch: [
    box([28, 22], [44, 62], 'main'),
    box([28, 16], [44, 8], 'dark'),
    box([34, 42], [32, 26], 'light'),
    disc([50, 55], 8, 'main'),
    bar([50, 61], [50, 48], 2, 'dark'),
  ],
  machine: [
    box([24, 16], [52, 18], 'dark'),
    box([24, 30], [18, 44], 'main'),
    box([20, 74], [60, 10], 'dark'),
    box([56, 34], [8, 8], 'dark'),
    box([50, 56], [20, 18], 'light'),
    ring([72, 64], 6, 3, 'light'),
    disc([33, 25], 4, 'light'),
  ],
  pot: [
    box([32, 32], [36, 48], 'main'),
    box([30, 26], [40, 7], 'dark'),
    disc([50, 22], 5, 'dark'),
    ring([74, 54], 14, 5, 'dark'),
    box([32, 54], [36, 5], 'light'),
    bar([32, 38], [22, 30], 5, 'main'),
  ],
  hammer: [
    bar([50, 34], [50, 88], 8, 'main'),
    box([28, 20], [40, 16], 'dark'),
    bar([66, 24], [78, 18], 7, 'dark'),
    box([47, 60], [6, 24], 'light'),
  ],
  driver: [
    bar([50, 18], [50, 56], 5, 'dark'),
    box([46, 12], [8, 8], 'dark'),
    bar([50, 58], [50, 84], 18, 'main'),
    bar([46, 62], [46, 80], 2, 'light'),
    bar([54, 62], [54, 80], 2, 'light'),
  ],
  spanner: [
    bar([34, 66], [66, 34], 11, 'main'),
    ring([72, 28], 14, 7, 'dark'),
    ring([28, 72], 12, 6, 'dark'),
    bar([38, 62], [62, 38], 3, 'light'),
  ],
  wheel: [
    ring([50, 50], 40, 8, 'main'),
    ring([50, 50], 32, 2, 'light'),
    ...spokes,
    disc([50, 50], 6, 'dark'),
  ],
  saddle: [
    disc([34, 42], 18, 'main'),
    bar([36, 38], [78, 34], 12, 'main'),
    bar([40, 50], [56, 66], 3, 'dark'),
    bar([68, 42], [56, 66], 3, 'dark'),
    bar([56, 64], [60, 88], 6, 'dark'),
    bar([28, 36], [44, 36], 3, 'light'),
  ],
  notebook: [
    box([28, 16], [48, 68], 'main'),
    box([28, 16], [8, 68], 'dark'),
    box([44, 28], [24, 12], 'light'),
    bar([48, 32], [64, 32], 1.5, 'dark'),
    bar([48, 36], [60, 36], 1.5, 'dark'),
    box([68, 16], [3, 68], 'dark'),
  ],
} as const satisfies Record<string, readonly Mark[]>;

export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];
