import {empty} from '../parts.js';

export function title() {
  return 'Search';
}

export async function render(root) {
  root.append(empty('This view is not built yet.'));
}
