import { PanelPage } from './app/panelPage.ts';
import { vsCodeApi } from './app/vscodeApi.ts';
import './styles/page.css';
import './styles/map.css';
import './styles/boxes.css';
import './styles/parts.css';
import './styles/heap.css';

const root = document.getElementById('root');
if (root !== null) new PanelPage(vsCodeApi(), root).start();
