import type { Attachment } from 'svelte/attachments';
import type { Page } from '../state/page.svelte';

/**
 * Links of our own inside a part of the page, those in charts among them, change the state instead of fetching the page
 * again. Modified clicks stay the browser's.
 */
export const followLinks =
  (page: Page): Attachment<HTMLElement> =>
  (node) => {
    const click = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const href = link?.getAttribute('href') ?? link?.getAttribute('xlink:href');
      if (!href?.startsWith('?')) return;
      event.preventDefault();
      page.follow(href);
      scrollTo({ top: 0 });
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    };
    node.addEventListener('click', click);
    return () => node.removeEventListener('click', click);
  };
