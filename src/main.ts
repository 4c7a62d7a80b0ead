import { mount } from 'svelte';
import App from './App.svelte';
import './ui/nhsuk.scss';
import './ui/base.css';

mount(App, { target: document.getElementById('app')! });
