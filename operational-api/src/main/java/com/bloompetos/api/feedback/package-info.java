/** How clients judge a visit, from the poll, through the API, or from a poll tool's webhook. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.feedback;
