import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { EarlierList, Manifest, Projection, Workforce } from '../src/domain/schema';

/**
 * What a source of margins (published files, or a fictional system) hands to the population engine and to the
 * package writer. Everything is known before the first patient is drawn; `margins` is asked for network by network.
 */
export interface DatasetSource {
  id: string;
  kind: Manifest['kind'];
  title: string;
  area: Manifest['area'];
  snapshot: string;
  disclosure: Manifest['disclosure'];
  attribution: string;
  sources: Manifest['sources'];
  places: { code: string; name: string }[];
  networks: { code: string; name: string; place: number }[];
  /** In order of network, then code: the index is the practice's index in the patient table. */
  practices: {
    code: string;
    name: string;
    network: number;
    lon: number;
    lat: number;
    position: 'published' | 'patients';
    registers: 'published' | 'network';
  }[];
  /** Entry 0 is 'outside or unknown' (code '', imd 0, network -1, no polygon). */
  neighbourhoods: { code: string; name: string; imd: number; network: number; patients: number }[];
  /** One polygon for every neighbourhood but entry 0; `id` is its index. Neighbours share their vertices. */
  polygons: Feature<Polygon | MultiPolygon>[];
  /** Staff in post; null where the source says nothing of them. */
  workforce: Workforce | null;
  /** Residents as projected from the snapshot's year on; null where the source has no projection of them. */
  projection: Projection | null;
  /** Lists of five years before the snapshot; null where the source has none that can be compared. */
  earlier: EarlierList | null;
  /** What was handled, for the manifest and the summary. */
  notes: Manifest['notes'];
  /** Whether the source says anything of ethnicity (the column is left out where it does not). */
  hasEthnicity: boolean;
  margins(network: number): NetworkMargins;
}

/** Sex index 0 male, 1 female. */
export const sexes = 2;

export interface NetworkMargins {
  network: number;
  practices: PracticeMargins[];
}

export interface PracticeMargins {
  /** Index in `DatasetSource.practices`. */
  practice: number;
  /** Patients by sex × completed age 0 … 90 (90 is 90+): `counts[sex * 91 + age]`. */
  counts: Int32Array;
  /** The practice's patients by neighbourhood; `patients` sums to its list. Several may have index 0 with different deciles. */
  neighbourhoods: {
    /** Index in `DatasetSource.neighbourhoods`, 0 is outside or unknown. */
    index: number;
    /** 1 … 10, 0 unknown (kept for people who live outside the area, too). */
    imd: number;
    patients: number;
    /**
     * Relative age-sex structure of the neighbourhood, `shape[sex * 19 + band]`, the seed of the proportional fit;
     * null where no structure is known (the practice's own is used).
     */
    shape: Float64Array | null;
    /** Shares of ethnic groups 1–5 where the source has them. */
    ethnicity?: Float64Array;
  }[];
  /** Exact register counts wanted, in the order of `registers` of src/domain/conditions. */
  registers: Int32Array;
}

/** One network's patients: columns of equal length, in the order of src/domain/schema's `patientColumns`. */
export interface PatientTable {
  rows: number;
  /** Values by column name; booleans as 0 and 1. */
  columns: Map<string, Uint8Array | Uint16Array>;
  /** For nullable columns: 1 where there is a value. */
  valid: Map<string, Uint8Array>;
}
