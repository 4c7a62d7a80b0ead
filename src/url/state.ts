import type { Aged } from '../domain/ageing/aged';
import type { Standard } from '../domain/measures/measure';
import type { NeedWeights } from '../domain/models/need-index';
import type { TopTiers } from '../domain/risk/places';
import type { DisclosurePolicy } from '../domain/schema';
import type { ServiceId } from '../domain/services/service';

/** What the address bar owns: everything that another person must see the same. Absent is the default. */
export interface UrlState {
  dataset?: string;
  view: View;
  measure?: string;
  /** Codes of networks that are looked at together. */
  group?: string[];
  /** ODS or dataset code of a network. */
  network?: string;
  /** Code of a practice of that network, which the Ageing view looks at. */
  practice?: string;
  level?: MapLevel;
  /** How areas are made comparable; crude when absent. */
  standard?: Standard;
  /** What the map's colours say. */
  colour?: ColourBy;
  /** How counts are disclosed, where that is not the dataset's own way. */
  policy?: DisclosurePolicy;
  /** Score whose rank makes the need tiers. */
  score?: string;
  /** Second score, whose tiers are held against the first's. */
  against?: string;
  /** Shares of the need tiers from the top, cumulative, in per cent: three, ascending. */
  tiers?: readonly number[];
  /** What makes the need tiers; the rank of a score when absent. */
  by?: TiersBy;
  /** Weights of the need index, where they are not all the same. */
  need?: NeedWeights;
  /** How many of the need tiers, from the highest down, are the top ones of figures by place; two when absent. */
  top?: TopTiers;
  /** How people are put into segments. */
  segments?: SegmentScheme;
  /** What figures by place of several networks have a line for; each network when absent. */
  each?: Each;
  /** What of the Risk view is shown; need when absent. */
  section?: RiskSection;
  /** The service that is shown by area. */
  service?: ServiceId;
  /** Assumptions of the need for staff that are not the default, in their own grammar (domain/services/capacity-text). */
  capacity?: string;
  /** Whom social prescribing is for, where that is not the default (domain/services/social-prescribing). */
  social?: string;
  /** Year that the Ageing view shows. */
  year?: number;
  /** How people are carried forward; by births, deaths and moves when absent. */
  method?: ProjectionMethod;
  /** What is assumed of rates in years to come, in its own grammar (domain/ageing/scenario-text). */
  scenario?: string;
  /** What the map of ageing paints, and of which year. */
  aged?: Aged;
  /** Criteria of a cohort, in its own grammar (domain/cohort). */
  cohort?: string;
  /** Criteria of a second cohort, beside which the first is shown. */
  beside?: string;
  /** Which of two cohorts the map is of; the first when absent. */
  mapped?: MappedCohort;
}

export const views = ['map', 'network', 'risk', 'ageing', 'conditions', 'cohort', 'about'] as const;
export type View = (typeof views)[number];

export const riskSections = ['need', 'services'] as const;
export type RiskSection = (typeof riskSections)[number];

export const tiersBy = ['score', 'clinical', 'need'] as const;
export type TiersBy = (typeof tiersBy)[number];

export const mappedCohorts = ['first', 'second'] as const;
export type MappedCohort = (typeof mappedCohorts)[number];

export const eachPlaces = ['network', 'practice'] as const;
export type Each = (typeof eachPlaces)[number];

export const segmentSchemes = ['bridges', 'first_match'] as const;
export type SegmentScheme = (typeof segmentSchemes)[number];

/** By births, deaths and moves, or by the change of the last five years. */
export const projectionMethods = ['cohort-component', 'hamilton-perry'] as const;
export type ProjectionMethod = (typeof projectionMethods)[number];

export const mapLevels = ['network', 'neighbourhood'] as const;
export type MapLevel = (typeof mapLevels)[number];

/** The value itself, or how it compares with all areas together. */
export const colourings = ['value', 'compared'] as const;
export type ColourBy = (typeof colourings)[number];

/** What a loaded dataset offers, to judge a link against. */
export interface Known {
  measures: ReadonlySet<string>;
  networks: ReadonlySet<string>;
  /** Codes of practices, with that of each one's network. */
  practices: ReadonlyMap<string, string>;
  /** By which the dataset may be shown. */
  policies: ReadonlySet<DisclosurePolicy>;
  /** By which its people can be carried forward. */
  methods: ReadonlySet<ProjectionMethod>;
}
