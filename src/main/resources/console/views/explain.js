import {empty} from '../parts.js';

export function title() {
  return 'Explain';
}

export async function render(root) {
  root.append(empty('This view is not built yet.'));
}
