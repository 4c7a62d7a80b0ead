// A worker thread knows nothing of its parent's TypeScript loader (and under Vitest there is none).
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
