import { bandCount, type EarlierList } from '../../../src/domain/schema';
import { sexes } from '../../source';
import { usedAs } from './inventory';
import type { Journal } from './journal';
import type { MapPractice } from './practice-map';
import type { Published } from './read-files';
import { listed, plural, sum } from './report';
import type { System } from './system';

/** Less of a network's list than this share in practices that are in both files is no comparison of the same practices. */
const leastShare = 0.95;
const percent = `${leastShare * 100}%`;

/**
 * The lists of five years before of today's networks: the sum of today's practices, wherever they belonged then. A network is
 * left out where practices that are new hold more than 5% of today's list, and where the file's own list of the network shows
 * that practices that have closed or left held more than 5% of it then: their patients would seem to have come or gone.
 */
export function earlierListOf(published: Published, system: System, journal: Journal): EarlierList | null {
  const { earlier, inventory } = published;
  const note = (text: string, patients?: number): void => journal.note('Earlier list', text, patients);
  if (earlier === null) {
    note('No file of lists of five years before: nobody can be carried forward by their change.');
    return null;
  }
  const { lists, practices } = earlier;
  const { input, date } = usedAs(inventory, 'earlier')[0]!;
  for (const text of lists.mismatches) journal.problems.push(`${input.name}: ${text}`);
  const indexOf = new Map(practices.map(({ code }, i) => [code, i]));
  const then = ({ code }: MapPractice): number => lists.totals[indexOf.get(code)!]!;

  const [kept, grown, shrunk]: [number[], number[], number[]] = [[], [], []];
  const absent: string[] = [];
  for (const [network, { code }] of system.networks.entries()) {
    const own = membersOf(system, network);
    const today = sum(own.map((i) => system.lists[i]!));
    const inBoth = own.filter((i) => then(system.practices[i]!) > 0);
    const whole = lists.publishedTotals.get(`PCN ${code}`) ?? 0;
    const matched = sum(practices.filter((each) => each.network === code).map(then));
    if (sum(inBoth.map((i) => system.lists[i]!)) < leastShare * today) grown.push(network);
    else if (matched < leastShare * whole) shrunk.push(network);
    else {
      kept.push(network);
      absent.push(...own.filter((i) => !inBoth.includes(i)).map((i) => system.practices[i]!.code));
    }
  }
  noteLeftOut(grown, `practices with more than ${100 - leastShare * 100}% of today’s list had none then`);
  noteLeftOut(shrunk, `its practices of today held less than ${percent} of its own list of then`);
  if (absent.length > 0)
    note(
      `${plural(absent.length, 'practice')} of other networks had no list then, whose patients count as newcomers: ${listed(absent)}.`,
    );
  if (kept.length === 0) {
    note(`No network can be compared with its list of ${date}.`);
    return null;
  }
  const of = (sex: number) =>
    kept.map((network) => {
      const bands = new Array<number>(bandCount).fill(0);
      for (const i of membersOf(system, network)) {
        const practice = indexOf.get(system.practices[i]!.code)!;
        for (let band = 0; band < bandCount; band++)
          bands[band]! += lists.bands[(practice * sexes + sex) * bandCount + band]!;
      }
      return bands;
    });
  note(
    `Lists of ${date} of today’s practices stand beside today’s, in ${kept.length} of ${plural(system.networks.length, 'network')}.`,
  );
  return {
    date,
    provenance: 'recorded',
    source:
      'NHS England, Patients Registered at a GP Practice: lists of today’s practices five years before, in today’s networks.',
    network: kept,
    male: of(0),
    female: of(1),
  };

  function noteLeftOut(networks: readonly number[], why: string): void {
    if (networks.length === 0) return;
    const codes = listed(networks.map((network) => system.networks[network]!.code));
    const patients = sum(
      networks.flatMap((network) => membersOf(system, network).map((i) => system.lists[i]!)),
    );
    note(
      `${plural(networks.length, 'network')} without an earlier list that can be compared, as ${why}: ${codes}.`,
      patients,
    );
  }
}

/** Practices of a network, as indices in the system's list. */
const membersOf = ({ networkOf }: System, network: number): number[] =>
  [...networkOf.keys()].filter((practice) => networkOf[practice] === network);
