import { isRegister, type RegisterId } from '../../domain/conditions';
import type { Measure } from '../../domain/measures/measure';
import { Whose } from '../../state/whose.svelte';

/** The register that is shown when the link's measure is none. */
const firstRegister: RegisterId = 'copd';

/** Which condition is looked at, and in whom. */
export class LookedAt extends Whose {
  /** Registers that the dataset has. */
  readonly offered = $derived.by((): (Measure & { id: RegisterId })[] =>
    (this.page.dataset?.measures ?? []).filter((measure): measure is Measure & { id: RegisterId } =>
      isRegister(measure.id),
    ),
  );
  readonly measure = $derived.by(
    () =>
      this.offered.find(({ id }) => id === this.page.url.measure) ??
      this.offered.find(({ id }) => id === firstRegister) ??
      this.offered[0]!,
  );
}
