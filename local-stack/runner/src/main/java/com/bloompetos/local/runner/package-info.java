/**
 * Starts, watches and stops the real parts of the platform on one machine, each as a child process.
 * The same connector, migrations and jobs run in docker-compose.yml; only addresses differ.
 */
@NullMarked
package com.bloompetos.local.runner;

import org.jspecify.annotations.NullMarked;
