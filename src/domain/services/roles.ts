/**
 * Roles that do the work of services, and the staff roles of the published workforce (`STAFF_ROLE`) that count as each.
 * Trainees and apprentices are left out: they are supervised, and do not yet hold a list of their own.
 */
export interface Role {
  readonly id: RoleId;
  readonly name: string;
  /** Names as published, either kind of dash. */
  readonly inPost: readonly string[];
}

export const roleIds = [
  'cp',
  'pt',
  'lw',
  'cc',
  'hc',
  'ph',
  'pm',
  'na',
  'nu',
  'mh',
  'pa',
  'ga',
  'gp',
] as const;
export type RoleId = (typeof roleIds)[number];

const mentalHealth = (name: string): string[] => [name, `${name} (Mental Health Practitioners)`];

/** Source of the names: NHS England, Primary Care Network Workforce, June 2026. */
export const roles: readonly Role[] = [
  { id: 'cp', name: 'Clinical pharmacist', inPost: ['Pharmacists', 'Advanced Pharmacist Practitioners'] },
  { id: 'pt', name: 'Pharmacy technician', inPost: ['Pharmacy Technicians'] },
  {
    id: 'lw',
    name: 'Social prescribing link worker',
    inPost: mentalHealth('Social Prescribing Link Workers'),
  },
  { id: 'cc', name: 'Care coordinator', inPost: ['Care Coordinators'] },
  { id: 'hc', name: 'Health and wellbeing coach', inPost: ['Health and Wellbeing Coaches'] },
  {
    id: 'ph',
    name: 'First contact physiotherapist',
    inPost: ['Physiotherapists', 'Advanced Physiotherapist Practitioners'],
  },
  { id: 'pm', name: 'Paramedic', inPost: ['Paramedics', 'Advanced Paramedic Practitioners'] },
  { id: 'na', name: 'Nursing associate', inPost: ['Nursing Associates'] },
  {
    id: 'nu',
    name: 'Nurse',
    inPost: ['Advanced Nurse Practitioners', 'Enhanced Practice Nurses', 'Nurse Specialists', 'Other Nurses'],
  },
  {
    id: 'mh',
    name: 'Mental health practitioner',
    inPost: [
      ...mentalHealth('Mental Health and Wellbeing Practitioners'),
      ...mentalHealth('Community Mental Health Nurses'),
    ],
  },
  { id: 'pa', name: 'Physician associate', inPost: ['Physician Associates'] },
  { id: 'ga', name: 'General practice assistant', inPost: ['General Practice Assistants'] },
  { id: 'gp', name: 'General practitioner', inPost: ['Salaried GPs', 'GP Locums'] },
];

/** The role that a published staff role counts as; null for management, reception and all that no service here asks for. */
export const roleOf = (published: string): RoleId | null =>
  roles.find(({ inPost }) => inPost.includes(published))?.id ?? null;
