"""Writes Superset's own files from charts.yml, metrics.yaml and the views: python assets.py FOLDER."""

import re
import sys
import uuid
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOM = HERE.parent
VIEWS = ROOM.parent.parent / "warehouse-ddl/views/mart"
NAMESPACE = uuid.UUID("6f1d6a52-0a0e-4f0e-9a5e-9e0b1c7d2f11")
VERSION = "1.0.0"
DATABASE = "warehouse"
COLORS = "okabe_ito"


# A tab's charts stand on the page as those beside it do, not in a frame of their own.
# On a phone rows wrap, two tiles to a line, and what is wider scrolls in its own frame; that a chart is empty is said where one sees
# it without scrolling.
CSS = """.dashboard-component-tabs, .dashboard-component-tabs .ant-tabs-content-holder { background: transparent !important; }
@media (max-width: 600px) {
  .dashboard-content { overflow-x: hidden; }
  .grid-container { min-width: 728px; }
  .grid-row { flex-wrap: wrap; max-width: calc(100vw - 32px); height: auto !important; row-gap: 16px; }
  .grid-row > * { max-width: calc(100vw - 32px); margin-right: 8px !important; overflow-x: auto; overflow-y: hidden; }
  .dashboard-component-tabs .ant-tabs-nav { max-width: calc(100vw - 32px); }
  .slice_container > div > div:has(> div > p) { max-width: calc(100vw - 64px); }
  .header-title { font-size: 14px; line-height: 1.25; }
  .header-controls .filter-counts { display: none; }
}
"""


def in_address(words):
    """What people read, as a link may say it."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def identity(*words):
    """The same name gives the same identity everywhere: that ties the files together."""
    return str(uuid.uuid5(NAMESPACE, "/".join(words)))


class Assets:
    def __init__(self):
        plan = yaml.safe_load((ROOM / "charts.yml").read_text())
        self.words = plan["words"]
        self.datasets = plan["datasets"]
        self.dashboards = plan["dashboards"]
        self.metrics = {name: self._metrics(name) for name in self.datasets}

    def files(self):
        files = {"metadata.yaml": {"version": VERSION, "type": "assets", "timestamp": "2026-11-22T00:00:00+00:00"}}
        files[f"databases/{DATABASE}.yaml"] = self._database()
        for name in self.datasets:
            files[f"datasets/{DATABASE}/{self.datasets[name]['table']}.yaml"] = self._dataset(name)
        for slug, board in self.dashboards.items():
            charts = self._charts(slug, board)
            for chart in charts:
                files[f"charts/{chart['slug']}.yaml"] = self._chart(chart)
            files[f"dashboards/{slug}.yaml"] = self._dashboard(slug, board, charts)
        return files

    def _metrics(self, dataset):
        if dataset == "readings":
            return {m["metric_name"]: m for m in yaml.safe_load((ROOM / "metrics.yaml").read_text())["metrics"]}
        return {
            name: {
                "metric_name": name, "verbose_name": m["label"], "metric_type": None, "expression": m["expression"],
                "description": m["says"], "d3format": m["format"], "extra": {}, "warning_text": None,
            }
            for name, m in self.datasets[dataset].get("metrics", {}).items()
        }

    def _columns(self, dataset):
        given = self.datasets[dataset].get("columns")
        if given:
            return given
        text = (VIEWS / (self.datasets[dataset]["table"] + ".sql")).read_text()
        listed = re.search(r"create or replace view \S+ \((.*?)\n\) as", text, re.S).group(1)
        columns = [line.strip().rstrip(",").split(None, 1) for line in listed.strip().split("\n")]
        # States are for measures; nobody reads them as they are.
        return [(name, kind) for name, kind in columns if not kind.startswith("AggregateFunction")]

    @staticmethod
    def _database():
        return {
            "database_name": DATABASE,
            # Without place and person: the server fills in both, for each person their own.
            "sqlalchemy_uri": "clickhousedb://warehouse.invalid/mart",
            "cache_timeout": None,
            "expose_in_sqllab": True,
            "allow_run_async": False,
            "allow_ctas": False,
            "allow_cvas": False,
            "allow_dml": False,
            "allow_csv_upload": False,
            "extra": {"allows_virtual_table_explore": True, "cancel_query_on_windows_unload": True},
            "impersonate_user": False,
            "uuid": identity("database"),
            "configuration_method": "sqlalchemy_form",
            "version": VERSION,
        }

    def _dataset(self, name):
        dataset = self.datasets[name]
        day = dataset.get("day")
        return {
            "table_name": dataset["table"], "main_dttm_col": day, "currency_code_column": None,
            "description": dataset["says"], "default_endpoint": None, "offset": 0, "cache_timeout": None,
            "catalog": None, "schema": "mart", "sql": None, "params": None, "template_params": None,
            "filter_select_enabled": True, "fetch_values_predicate": None, "extra": None, "normalize_columns": False,
            "always_filter_main_dttm": False, "folders": None, "uuid": identity("dataset", name),
            "metrics": [self._metric(metric) for metric in self.metrics[name].values()],
            "columns": [self._column(*column) for column in self._columns(name)]
            + [self._column(more, "String", how) for more, how in dataset.get("more", {}).items()],
            "version": VERSION, "database_uuid": identity("database"),
        }

    @staticmethod
    def _metric(metric):
        return {
            "metric_name": metric["metric_name"], "verbose_name": metric["verbose_name"], "metric_type": None,
            "expression": metric["expression"], "description": metric["description"], "d3format": metric["d3format"],
            "currency": None, "extra": metric["extra"], "warning_text": None,
        }

    def _column(self, name, kind, expression=None):
        is_time = re.search(r"Date", kind) is not None
        if name.endswith("_cents"):
            # Money is kept in hundredths and read in whole units; nobody reads the hundredths.
            name, kind, expression = name.removesuffix("_cents"), "Float64", name + " / 100"
        return {
            "column_name": name, "verbose_name": self.words.get(name, name.replace("_", " ").capitalize()),
            "is_dttm": is_time, "is_active": True, "type": kind, "advanced_data_type": None, "groupby": True,
            "filterable": True, "expression": expression, "description": None, "python_date_format": None,
            "datetime_format": None, "extra": None,
        }

    def _charts(self, slug, board):
        charts = []
        # Below all tabs: whichever is open, it says how old its numbers are.
        freshness = {"value": "age", "dataset": "freshness", "days": "always", "wide": 12, "tall": 20}
        tabs = board.get("tabs") or {None: board["charts"]}
        rows = [*((tab, row) for tab, own in tabs.items() for row in own), (None, [freshness])]
        for number, (tab, row) in enumerate(rows):
            for plan in row:
                kind = next(k for k in ("value", "change", "line", "bars", "table", "rows") if k in plan)
                what = plan[kind] if isinstance(plan[kind], list) else [plan[kind]]
                dataset = plan.get("dataset", "readings")
                metrics = self.metrics[dataset]
                title = plan.get("title") or metrics[what[0]]["verbose_name"]
                charts.append(
                    {
                        "slug": f"{slug}-{kind}-" + in_address(title),
                        "tab": tab, "row": number, "before": plan.get("before"), "kind": kind, "what": what, "dataset": dataset, "title": title,
                        "by": [plan["by"]] if isinstance(plan.get("by"), str) else plan.get("by", []),
                        "days": plan.get("days", board["days"]), "only": plan.get("only", {}), "least": plan.get("least", {}), "sort": plan.get("sort"), "wide": plan["wide"],
                        "tall": plan.get("tall", {"value": 26, "change": 26}.get(kind, 50)),
                    }
                )
        return charts

    def _chart(self, chart):
        return {
            "slice_name": chart["title"], "description": self._description(chart), "certified_by": None,
            "certification_details": None, "viz_type": VIZ[chart["kind"]], "params": self._params(chart),
            "query_context": None, "cache_timeout": None, "uuid": identity("chart", chart["slug"]),
            "version": VERSION, "dataset_uuid": identity("dataset", chart["dataset"]),
        }

    def _description(self, chart):
        """What it counts, by which day, as of which definition: no number stands without them."""
        lines = []
        for name in chart["what"]:
            metric = self.metrics[chart["dataset"]].get(name)
            if metric is None:
                continue
            extra = metric["extra"]
            basis = f" By the day of: {extra['date_basis']}. Definition {extra['definition_version']}." if extra else ""
            lines.append(f"{metric['verbose_name']}: {metric['description']}{basis}")
        return "\n".join(lines) or self.datasets[chart["dataset"]]["says"]

    def _basis(self, chart):
        """Beneath a single number: by which day it counts and as of which definition."""
        extra = self.metrics[chart["dataset"]][chart["what"][0]]["extra"]
        if "date_basis" in extra:
            return f"by day of: {extra['date_basis']} · definition {extra['definition_version']}"
        return self.datasets[chart["dataset"]]["metrics"][chart["what"][0]].get("under", "")

    def _params(self, chart):
        day = self.datasets[chart["dataset"]].get("day")
        formats = [self.metrics[chart["dataset"]][m]["d3format"] for m in chart["what"] if m in self.metrics[chart["dataset"]]]
        params = {
            "viz_type": VIZ[chart["kind"]],
            "adhoc_filters": self._filters(chart, day),
            "color_scheme": COLORS,
            "extra_form_data": {},
        }
        if chart["kind"] in ("value", "change"):
            params |= {"subtitle": self._basis(chart), "subtitle_font_size": 0.15 if chart["kind"] == "change" else 0.125}
        return {**params, **SHAPES[chart["kind"]](chart, day, formats[0] if formats else None)}

    @staticmethod
    def _filters(chart, day):
        filters = [_only(column, "==", value) for column, value in chart["only"].items()]
        filters += [_only(column, ">=", value) for column, value in chart["least"].items()]
        if chart["dataset"] == "readings":
            # The table is sorted by KPI: this spares the engine the other fifty.
            filters.append(_only("kpi", "IN", chart["what"]))
            if chart["by"] == ["part"]:
                filters.append(_only("part", "!=", ""))
        if day and chart["days"] == "today":
            # The day that it is at the branch; a range of days would mean this server's.
            filters.append(_only("is_today", "==", True))
        elif day and chart["days"] != "always":
            # What the dashboard's filter of days puts its own range in place of; a chart without it shows all days.
            filters.append(_only(day, "TEMPORAL_RANGE", "No filter"))
        return filters

    def _dashboard(self, slug, board, charts):
        return {
            "dashboard_title": board["title"], "description": board["says"], "css": CSS, "slug": slug,
            "certified_by": None, "certification_details": None, "published": True,
            "uuid": identity("dashboard", slug),
            "position": self._position(board, charts),
            "metadata": self._metadata(slug, board, charts),
            "version": VERSION,
        }

    @staticmethod
    def _position(board, charts):
        position = {
            "DASHBOARD_VERSION_KEY": "v2",
            "ROOT_ID": {"children": [], "id": "ROOT_ID", "type": "ROOT"},
            "HEADER_ID": {"id": "HEADER_ID", "meta": {"text": board["title"]}, "type": "HEADER"},
        }

        def place(kind, name, within, **meta):
            """Once, as the last of what it stands in. A link to a tab is found by its parents."""
            if name not in position:
                parents = [*position[within].get("parents", []), within]
                position[name] = {"children": [], "id": name, "parents": parents, "type": kind, **({"meta": meta} if meta else {})}
                position[within]["children"].append(name)
            return name

        place("GRID", "GRID_ID", "ROOT_ID")
        for chart in charts:
            within = "GRID_ID"
            if chart["tab"]:
                tabs = place("TABS", "TABS-ID", "GRID_ID")
                within = place("TAB", "TAB-" + in_address(chart["tab"]), tabs, text=chart["tab"])
            row = place("ROW", f"ROW-{chart['row']}", within, background="BACKGROUND_TRANSPARENT")
            place(
                "CHART", "CHART-" + chart["slug"], row, chartId=0, height=chart["tall"], sliceName=chart["title"],
                uuid=identity("chart", chart["slug"]), width=chart["wide"],
            )
        return position

    def _metadata(self, slug, board, charts):
        places = [_place(slug, column, above) for column, above in PLACES]
        filters = places if any(c["dataset"] in ("readings", "stock", "alerts", "risks") for c in charts) else []
        return {
            "color_scheme": COLORS, "cross_filters_enabled": True, "filter_bar_orientation": "HORIZONTAL", "refresh_frequency": 0,
            "timed_refresh_immune_slices": [], "expanded_slices": {},
            "label_colors": {}, "shared_label_colors": [], "color_scheme_domain": [],
            "native_filter_configuration": filters if board["days"] == "today" else [_days(slug, board["days"]), *filters],
        }


VIZ = {
    "value": "big_number_total", "change": "pop_kpi", "line": "echarts_timeseries_line",
    "bars": "echarts_timeseries_bar", "table": "table", "rows": "table",
}
PLACES = [("brand", None), ("franchise", "brand"), ("branch", "franchise")]


def _only(column, operator, value):
    return {
        "clause": "WHERE", "expressionType": "SIMPLE", "subject": column, "operator": operator, "comparator": value,
    }


def _value(chart, day, number):
    return {"metric": chart["what"][0], "y_axis_format": number, "header_font_size": 0.4, "subheader_font_size": 0.15}


def _change(chart, day, number):
    return {
        "metric": chart["what"][0], "y_axis_format": number, "time_compare": "inherit", "header_font_size": 0.4,
        "subheader_font_size": 0.125, "percentDifferenceFormat": "+.1%", "comparison_color_enabled": False,
        "row_limit": 1,
        "column_config": {
            "Previous value": {"displayTypeIcon": False, "customColumnName": "before"},
            "Delta": {"visible": False},
            "Percent change": {"displayTypeIcon": False},
        },
    }


def _line(chart, day, number):
    return {
        "x_axis": day, "time_grain_sqla": "P1D", "metrics": chart["what"], "groupby": chart["by"], "row_limit": 5000,
        "limit": 12, "y_axis_format": number, "rich_tooltip": True, "show_legend": True, "legendType": "scroll",
        "legendOrientation": "top", "x_axis_time_format": "%d %b", "truncateYAxis": False, "connectNulls": False,
    }


def _bars(chart, day, number):
    return {
        "x_axis": chart["by"][0], "metrics": chart["what"], "groupby": [], "orientation": "horizontal",
        "row_limit": 20, "x_axis_sort": chart["what"][0], "x_axis_sort_asc": True, "y_axis_format": number,
        "show_value": True, "show_legend": False, "xAxisForceCategorical": True,
        **({"time_compare": [chart["before"]], "comparison_type": "values", "show_legend": True} if chart["before"] else {}),
    }


def _table(chart, day, number):
    return {
        "query_mode": "aggregate", "groupby": chart["by"], "metrics": chart["what"], "all_columns": [],
        "row_limit": 1000, "order_desc": True, "show_cell_bars": True, "table_timestamp_format": "%d %b %H:%M",
        "server_page_length": 20, "include_search": False,
    }


def _rows(chart, day, number):
    # Grouped by all that is shown: only so does this Superset work out a column that a dataset adds to its table's.
    return {
        "query_mode": "aggregate", "groupby": chart["what"], "metrics": [], "all_columns": [], "row_limit": 200,
        "timeseries_limit_metric": chart["sort"], "order_desc": True, "table_timestamp_format": "%d %b %H:%M",
        "column_config": {name: how for name, how in COLUMNS.items() if name in chart["what"]},
        "show_cell_bars": False, "include_search": False,
    }


_DAY, _MONEY = {"d3TimeFormat": "%a %d %b"}, {"d3NumberFormat": "$,.0f"}
COLUMNS = {
    "probability": {"d3NumberFormat": ".0%"}, "daily_demand": {"d3NumberFormat": ",.1f"}, "expected_loss": _MONEY,
    "at_stake": _MONEY, "stockout_on": _DAY, "order_by": _DAY,
}
SHAPES = {"value": _value, "change": _change, "line": _line, "bars": _bars, "table": _table, "rows": _rows}


def _days(slug, default):
    return {
        "id": f"NATIVE_FILTER-{slug}-days", "name": "Days", "filterType": "filter_time", "type": "NATIVE_FILTER",
        "targets": [{}], "cascadeParentIds": [], "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"enableEmptyFilter": False}, "description": "",
        "defaultDataMask": {
            "extraFormData": {"time_range": default}, "filterState": {"value": default},
        },
    }


def _place(slug, column, above):
    return {
        "id": f"NATIVE_FILTER-{slug}-{column}", "name": column.capitalize(), "filterType": "filter_select",
        "type": "NATIVE_FILTER", "cascadeParentIds": [f"NATIVE_FILTER-{slug}-{above}"] if above else [],
        "targets": [{"column": {"name": column}, "datasetUuid": identity("dataset", "places")}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []}, "description": "",
        "controlValues": {
            "multiSelect": True, "enableEmptyFilter": False, "defaultToFirstItem": False, "searchAllOptions": False,
            "inverseSelection": False,
        },
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
    }


class _Plain(yaml.SafeDumper):
    """Without anchors: each file is read on its own."""

    def ignore_aliases(self, data):
        return True


def as_text(content):
    return yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


def write(folder):
    for old in folder.rglob("*.yaml"):
        old.unlink()
    for name, content in Assets().files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(content))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
