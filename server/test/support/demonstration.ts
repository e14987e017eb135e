import { expectedOf, type Expectations } from '../../src/demo/expectations.ts';
import { demoProduct } from '../../src/demo/products.ts';
import { demoFiles, type DemoFile } from '../../src/demo/write-files.ts';

/** The demonstration's four files over so many of its products, and what importing them in their order must report. */
export function demonstrationOf(
  first: number,
  count: number,
): { files: readonly DemoFile[]; expected: Expectations } {
  const products = Array.from({ length: count }, (_, i) => demoProduct(first + i));
  return { files: demoFiles(products).filter(({ isLater }) => !isLater), expected: expectedOf(products) };
}
