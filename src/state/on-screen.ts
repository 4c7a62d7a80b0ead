import type { Attachment } from 'svelte/attachments';

/** Tells whenever an element comes onto the screen or leaves it; until then take it to be there. */
export const watchOnScreen =
  (tell: (isOnScreen: boolean) => void): Attachment<HTMLElement> =>
  (place) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting));
    observer.observe(place);
    return () => observer.disconnect();
  };
