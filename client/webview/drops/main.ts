import { DropsPage, type DropsPageApi } from './dropsPage.ts';
import '../styles/page.css';
import './drops.css';
import './timeline/timeline.css';

declare function acquireVsCodeApi(): DropsPageApi;

const root = document.getElementById('root');
if (root !== null) new DropsPage(acquireVsCodeApi(), root).start();
