package com.bloompetos.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The ways around a wall that are tried on every table. */
final class WallsAttempts {
    private final String url;
    private final String table;
    private final UUID foreign;
    private final String scope;
    private final List<Attempt> attempts = new ArrayList<>();

    /** One request, told in one line. */
    record Attempt(String what, HttpRequest.Builder request) {}

    private WallsAttempts(String url, String table, UUID foreign) {
        this.url = url;
        this.table = table;
        this.foreign = foreign;
        this.scope = foreign + "|*|" + "0".repeat(64) + "|x";
    }

    static List<Attempt> once(String url, UUID foreign) {
        var all = new WallsAttempts(url, "raw.appointments", foreign);
        all.once();
        return all.attempts;
    }

    static List<Attempt> on(String url, String table, UUID foreign, String session) {
        var all = new WallsAttempts(url, table, foreign);
        all.readings();
        all.functions();
        all.settings();
        all.engineTables();
        all.requests(session);
        return all.attempts;
    }

    private void sql(String statement) {
        post("", statement);
    }

    private void post(String query, String statement) {
        attempts.add(
                new Attempt(
                        query + " " + statement,
                        HttpRequest.newBuilder(URI.create(url + "/?" + query))
                                .POST(BodyPublishers.ofString(statement))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private void readings() {
        sql("select * from " + table);
        sql("select count() from " + table);
        sql("select * from " + table + " final");
        sql("select * from " + table + " as x where x.organization_id = '" + foreign + "'");
        sql("select count() from " + table + " where organization_id = '" + foreign + "'");
        sql("select * from " + table + " prewhere organization_id = '" + foreign + "'");
        sql("select * from (select * from (select * from " + table + "))");
        sql(
                "with c as (select * from "
                        + table
                        + ") select count(), max(toString(tuple(*))) from c");
        sql("with raw as (select * from " + table + ") select * from raw");
        sql(
                "select r.* from (select * from "
                        + table
                        + " limit 9) as l inner join "
                        + table
                        + " as r on l.organization_id != r.organization_id");
        sql("select r.* from numbers(1) as l left join " + table + " as r on true limit 20000");
        sql("select * from " + table + " union all select * from " + table);
        sql(
                "select * from "
                        + table
                        + " except select * from "
                        + table
                        + " where organization_id != '"
                        + foreign
                        + "'");
        sql(
                "select 1 where '"
                        + foreign
                        + "' in (select toString(organization_id) from "
                        + table
                        + ")");
        sql("select count() from " + table + " where organization_id in " + table);
        sql("select min(tuple(*)), max(tuple(*)) from " + table);
        sql("select uniqExact(organization_id), groupUniqArray(organization_id) from " + table);
        sql(
                "select max(rowNumberInAllBlocks()), sum(1) over () from "
                        + table
                        + " group by all limit 3");
        sql("select * from " + table + " sample 1");
        sql("select count() from " + table + " group by all with totals");
        sql("select (select groupArray(tuple(*)) from " + table + ")");
        sql("select max(_part_offset), count() from " + table);
        sql(
                "select `_part\\x5foffset`, _part, _partition_id from "
                        + table
                        + " order by 1 desc limit 3");
        sql("select columns('.*') from " + table);
        sql(
                "select throwIf(organization_id = '"
                        + foreign
                        + "', toString(tuple(*))) from "
                        + table);
        sql(
                "select toUInt8(toString(tuple(*))) from "
                        + table
                        + " where organization_id = '"
                        + foreign
                        + "'");
        sql("select toUInt8(toString(organization_id)) from " + table);
    }

    private void functions() {
        var dot = table.indexOf('.');
        var database = table.substring(0, dot);
        var name = table.substring(dot + 1);
        sql("select * from merge('" + database + "', '^" + name + "$')");
        sql("select * from merge(REGEXP('.*'), '^" + name + "$')");
        sql("select * from mergeTreeIndex('" + database + "', '" + name + "', with_marks = true)");
        sql("select * from `mergeTree\\x49ndex`('" + database + "', '" + name + "')");
        sql("select * from mergeTreeProjection('" + database + "', '" + name + "', 'p')");
        sql("select * from remote('127.0.0.1', '" + database + "', '" + name + "', 'default', '')");
        sql("select * from cluster('default', " + table + ")");
        sql("select * from loop('" + database + "', '" + name + "') limit 5");
        sql("select * from view(select * from " + table + ")");
        sql("select * from viewIfPermitted(select * from " + table + " else null('x UInt8'))");
        sql("select dictGet('" + table + "', 'organization_id', 1)");
        sql("select joinGet('" + table + "', 'organization_id', 1)");
        sql("select * from dictionary('" + table + "')");
        sql("select * from executable('cat', 'CSV', 'a String', (select * from " + table + "))");
        sql("select hasColumnInTable('" + database + "', '" + name + "', 'organization_id')");
    }

    private void settings() {
        sql("select * from " + table + " settings log_comment = '" + scope + "'");
        sql("select * from (select * from " + table + " settings log_comment = '" + scope + "')");
        sql("select * from (select * from " + table + " settings log_comment = '||||')");
        sql(
                "select * from "
                        + table
                        + " settings log_comment = '"
                        + scope
                        + "' union all select * from "
                        + table);
        sql(
                "with c as (select * from "
                        + table
                        + " settings `log\\x5fcomment` = '"
                        + scope
                        + "') select * from c");
        sql(
                "select * from (select * from "
                        + table
                        + " settings readonly = 0, additional_table_filters = {'"
                        + table
                        + "': '1'})");
        sql(
                "select \u2018'\u2019, * from (select * from "
                        + table
                        + " settings log_comment = '"
                        + scope
                        + "') --'");
        post("log_comment=" + encoded(scope), "select * from " + table);
        post("readonly=0", "select * from " + table);
        post(
                "additional_table_filters=" + encoded("{'" + table + "':'1'}"),
                "select * from " + table);
        post("role=admin", "select * from " + table);
        post("final=1&extremes=1", "select * from " + table + " limit 3");
        post("max_rows_to_read=1", "select * from " + table);
        post(
                "output_format_write_statistics=1&default_format=JSON",
                "select count() from " + table);
        post("default_format=JSON", "select count() from " + table);
        post("default_format=XML", "select count() from " + table);
        post("default_format=JSONEachRowWithProgress", "select count() from " + table);
        post(
                "send_progress_in_http_headers=1",
                "select count() from " + table + " where sleep(0.001) = 0");
    }

    private void engineTables() {
        var dot = table.indexOf('.');
        var where =
                " where database = '"
                        + table.substring(0, dot)
                        + "' and table = '"
                        + table.substring(dot + 1)
                        + "'";
        for (var of :
                new String[] {
                    "parts",
                    "parts_columns",
                    "columns",
                    "detached_parts",
                    "projection_parts",
                    "mutations",
                    "merges"
                }) {
            sql("select * from system." + of + where);
        }
        sql("select * from system.tables where database || '.' || name = '" + table + "'");
        sql("select * from `system`.`p\\x61rts`" + where);
        sql(
                "select * from information_schema.tables where table_name = '"
                        + table.substring(dot + 1)
                        + "'");
        sql("show create table " + table);
        sql("describe table " + table);
        sql("show tables from " + table.substring(0, dot));
        sql("show indexes from " + table);
        sql("explain estimate select * from " + table);
        sql("explain indexes = 1, actions = 1 select * from " + table);
        sql("explain query tree select * from " + table);
        sql("check table " + table);
    }

    private void requests(String session) {
        attempts.add(
                new Attempt(
                        "GET " + table,
                        HttpRequest.newBuilder(
                                URI.create(url + "/?query=" + encoded("select * from " + table)))));
        post(
                "param_t="
                        + encoded(table.substring(table.indexOf('.') + 1))
                        + "&param_d="
                        + table.substring(0, table.indexOf('.')),
                "select * from {d:Identifier}.{t:Identifier}");
        post("param_c=_part_offset", "select max({c:Identifier}) from " + table);
        post("param_o=" + foreign, "select * from " + table + " where organization_id = {o:UUID}");
        post("session_id=" + session, "set role admin");
        post("session_id=" + session, "create temporary table stolen as select * from " + table);
        post("session_id=" + session, "select * from " + table);
        sql("insert into function null('x UInt8') select 1 from " + table);
        sql("create table mart.stolen engine = Memory as select * from " + table);
        sql("alter table " + table + " delete where 1");
        sql("drop table " + table);
        sql("backup table " + table + " to File('stolen')");
        sql("select * from " + table + " into outfile '/tmp/stolen'");
        sql("select 1; select * from " + table);
        attempts.add(
                new Attempt(
                        "multipart " + table,
                        HttpRequest.newBuilder(
                                        URI.create(
                                                url
                                                        + "/?query="
                                                        + encoded("select * from brought")
                                                        + "&brought_structure="
                                                        + encoded(
                                                                "a UInt8) as select * from "
                                                                        + table
                                                                        + " settings log_comment = '"
                                                                        + scope
                                                                        + "' -- ")))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(
                                        BodyPublishers.ofString(
                                                "--b\r\nContent-Disposition: form-data; name=\"brought\";"
                                                        + " filename=\"brought\"\r\n\r\n1\n\r\n--b--\r\n"))));
    }

    /** What has nothing to do with any one table. */
    private void once() {
        sql("select * from file('data/store/**/*.bin', 'RawBLOB')");
        sql("select file('engine-users.xml')");
        sql("select * apply(file) from (select '/proc/self/environ')");
        sql("select * from url('" + url + "/?query=select+1', 'CSV', 'a String')");
        sql("select getSetting('log_comment'), getMacro('x')");
        sql("set log_comment = '" + scope + "'");
        sql("set role admin");
        sql("set role all");
        sql("set readonly = 0");
        post("max_execution_time=0", "select 1");
        post("format_schema=" + encoded("/etc/passwd") + "&default_format=Template", "select 1");
        sql("select * from system.row_policies");
        sql("select * from system.processes");
        sql("select * from ledger.query_log");
        sql("select 1 where 'x' in system.parts");
        post("database=system", "select * from parts");
        sql("show processlist");
        sql("system flush logs");
        sql("kill query where 1");
        attempts.add(new Attempt("metrics", HttpRequest.newBuilder(URI.create(url + "/metrics"))));
    }
}
