import type { StaffRate } from '../../calibration/workforce';
import type { Workforce } from '../../../src/domain/schema';
import { random } from './random';

/**
 * Invented staff in post: each network has a role or not as often as England's networks do, and of those it has as many for
 * 10,000 patients as they, spread about that as widely (log-normal).
 *
 * @param lists patients by network
 */
export function demoWorkforce(
  seed: number,
  lists: readonly number[],
  rates: readonly StaffRate[],
): Workforce {
  const rows = lists.flatMap((list, network) =>
    rates.flatMap(({ per10000, networks, spread, name, group }, role) => {
      const { next, normal } = random(seed, `workforce ${network} ${group} ${name}`);
      const hasRole = next() < networks;
      const sd = Math.sqrt(Math.log(1 + spread ** 2));
      const rate = (per10000 / networks) * Math.exp(sd * normal() - sd ** 2 / 2);
      const fte = Math.round((list / 10_000) * rate * 100) / 100;
      return hasRole && fte > 0 ? [{ network, role, fte }] : [];
    }),
  );
  return {
    date: '2026-06',
    provenance: 'modelled',
    source:
      'Invented: rates and spread by role as in NHS England, Primary Care Network Workforce, June 2026 (data/calibration/workforce.csv).',
    roles: rates.map(({ name, group }) => ({ name, group })),
    network: rows.map(({ network }) => network),
    role: rows.map(({ role }) => role),
    fte: rows.map(({ fte }) => fte),
  };
}
