package com.bloompetos.api.slot;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When one member of staff or one place is taken. Times are seconds since 1970, in order; they
 * never overlap, since the table they come from does not let them.
 *
 * @param userId of staff; a place has none
 * @param shiftFrom empty where the branch plans no shifts
 */
record Calendar(
        @Nullable UUID userId, long[] busyFrom, long[] busyTo, long[] shiftFrom, long[] shiftTo) {

    boolean isFree(long from, long to) {
        int place = Arrays.binarySearch(busyFrom, to);
        // The last that begins before our end; one that begins with it is not in the way.
        int last = (place >= 0 ? place : -place - 1) - 1;
        return last < 0 || busyTo[last] <= from;
    }

    boolean worksThen(long from, long to) {
        for (int i = 0; i < shiftFrom.length; i++) {
            if (shiftFrom[i] <= from && to <= shiftTo[i]) {
                return true;
            }
        }
        return false;
    }
}
