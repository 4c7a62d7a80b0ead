import type { Attachment } from 'svelte/attachments';

/** How far off the screen still counts as near. */
const margin = '50px';

/** Tells whenever an element comes onto the screen, almost, or leaves it; until then take it to be there. */
export const watchNearness =
  (tell: (isNear: boolean) => void): Attachment<HTMLElement> =>
  (place) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), {
      rootMargin: margin,
    });
    observer.observe(place);
    return () => observer.disconnect();
  };
