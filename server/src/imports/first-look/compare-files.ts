import type { PoolClient } from 'pg';
import {
  countProducts,
  findDisagreements,
  gatherOffers,
  listWithoutImage,
  sumFiles,
} from './compare-files.queries.ts';
import type { Comparison } from './comparison.ts';
import {
  comparePrices,
  countCheapest,
  findDoubtful,
  listBestSavings,
  sumSavings,
} from './savings.queries.ts';

/**
 * What the staged rows of all files say together; the stage is used up by it.
 * @param onProgress from 0 to 1
 */
export async function compareFiles(
  client: PoolClient,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Comparison> {
  await gatherOffers(client);
  signal.throwIfAborted();
  onProgress(0.6);
  const products = await countProducts(client);
  const withoutImage = await listWithoutImage(client);
  await comparePrices(client);
  signal.throwIfAborted();
  onProgress(0.8);
  return {
    products,
    withoutImage,
    savings: await sumSavings(client),
    bestSavings: await listBestSavings(client),
    doubtfulPrices: await findDoubtful(client),
    disagreements: await findDisagreements(client),
    files: await sumFiles(client, await countCheapest(client)),
  };
}
