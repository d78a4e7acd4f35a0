import { createRoot } from 'react-dom/client';
import { Page } from './Page';

const place = document.getElementById('page');
if (!place) throw new Error('The page has no place');
createRoot(place).render(<Page />);
