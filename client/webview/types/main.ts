import { TypesPage, type TypesPageApi } from './typesPage.ts';
import '../styles/page.css';
import './types.css';

declare function acquireVsCodeApi(): TypesPageApi;

const root = document.getElementById('root');
if (root !== null) new TypesPage(acquireVsCodeApi(), root).start();
