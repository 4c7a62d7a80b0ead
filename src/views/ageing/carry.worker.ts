import { carry, type Asked, type Said } from '../../domain/ageing/carry';
import { buffersOf } from '../../domain/ageing/parcel';

/** Says what the carrying forward says; steps no oftener than anybody can see. */
const everyMs = 50;

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  let said = -Infinity;
  for (const each of carry(data)) {
    if (each === null) continue;
    if (each.kind === 'step') {
      if (performance.now() - said < everyMs) continue;
      said = performance.now();
    }
    postMessage(each satisfies Said, { transfer: each.kind === 'carried' ? buffersOf(each.parcel) : [] });
  }
});
