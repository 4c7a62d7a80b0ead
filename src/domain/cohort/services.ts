import { serviceCounts, type ServicesAsked } from '../services/queries';
import { serviceStanding, type Service, type ServiceStanding } from '../services/service';
import type { Selected } from './queries';

/** A service of the network contract, as a share of a cohort's people. */
export interface ServiceItem {
  readonly id: Service['id'];
  readonly name: string;
  readonly group: 'services';
  readonly service: Service;
  readonly standing: ServiceStanding;
}

/** Services as the local rules have them, and the columns of the dataset. */
export type ServicesTold = Pick<ServicesAsked, 'services' | 'available'>;

/** Services that can be told of the dataset's rows, wholly or partly. */
export const serviceItems = ({ services, available }: ServicesTold): ServiceItem[] =>
  services
    .map((service): ServiceItem => {
      const { id, name } = service;
      return { id, name, group: 'services', service, standing: serviceStanding(service, available) };
    })
    .filter(({ standing }) => standing.standing !== 'not computable');

/** The others: not told, which is not for nobody. */
export const untoldServices = ({ services, available }: ServicesTold): Service[] =>
  services.filter((service) => serviceStanding(service, available).standing === 'not computable');

/** One row: `people`, and of each of {@link serviceItems} its `serviceColumns` but its ways in (DOUBLE). */
export function fallInSql({ from, where }: Selected, told: ServicesTold): string {
  const { flags, counts } = serviceCounts(told, { waysIn: false });
  const rows = `(SELECT ${['*', ...flags].join(', ')} FROM ${from} WHERE ${where})`;
  return `SELECT ${['count(*)::DOUBLE AS people', ...counts].join(', ')} FROM ${rows}`;
}
