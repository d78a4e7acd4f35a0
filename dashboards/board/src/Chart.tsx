import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';

type Drawing = typeof import('./charts');

type Properties = { title: string; height: number; option: (drawing: Drawing, element: Element) => EChartsCoreOption };

/** A canvas that follows its size and the light; what it shows is said in its label, too. */
export const Chart = ({ title, height, option }: Properties) => {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<EChartsType | null>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [, setLight] = useState(0);
  useEffect(() => {
    void import('./charts').then(setDrawing);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const turn = () => setLight(turns => turns + 1);
    dark.addEventListener('change', turn);
    return () => dark.removeEventListener('change', turn);
  }, []);
  useEffect(() => {
    if (!drawing || !box.current) return;
    const chart = drawing.init(box.current);
    drawn.current = chart;
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
      drawn.current = null;
    };
  }, [drawing]);
  useEffect(() => {
    if (drawing && box.current) drawn.current?.setOption(option(drawing, box.current), true);
  });
  return <div className="drawing" ref={box} role="img" aria-label={title} style={{ height }} />;
};
