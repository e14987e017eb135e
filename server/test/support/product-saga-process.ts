import { writeSync } from 'node:fs';
import { createSystem } from '../../src/composition.ts';

// Goes on with one saga, and is killed where TEST_KILL_AT says.
const [dataDir = '', sagaId = ''] = process.argv.slice(2);
const system = await createSystem({ name: 'product-saga', share: 'batch', dataDir });
writeSync(1, `${await system.sagas.run(sagaId, new AbortController().signal)}\n`);
await system.close();
