package ridgepoint.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CacheRoomTest {
  private static final long PROMPT = 100;
  private static final long ANSWER = 50;

  private static Request begun(CacheRoom room, long step) {
    Request request = new Request(0, 0, PROMPT, 0, ANSWER, 0);
    request.begin(1, step);
    room.add(request);
    return request;
  }

  @Test
  void whoReservesNeedsRoomForTheWholeAnswer() {
    Request next = new Request(0, 0, PROMPT, 0, ANSWER, 0);
    CacheRoom reserving = new CacheRoom(2 * PROMPT + ANSWER, true);
    CacheRoom growing = new CacheRoom(2 * PROMPT + ANSWER, false);
    begun(reserving, 0);
    begun(growing, 0);
    assertFalse(reserving.fits(next, 0, 0));
    assertTrue(growing.fits(next, 0, 0));
  }

  @Test
  void sequencesGrowByOneTokenAStepUntilTheyHaveOutgrownTheRoom() {
    CacheRoom room = new CacheRoom(2 * PROMPT + 20, false);
    begun(room, 7);
    Request second = begun(room, 7);
    assertEquals(2 * PROMPT, room.held(7));
    assertEquals(10, room.stepsLeft(7));
    assertFalse(room.isOutgrown(16));
    assertTrue(room.isOutgrown(17));
    room.remove(second);
    assertEquals(PROMPT + 10, room.held(17));
    assertFalse(room.isOutgrown(17));
  }

  @Test
  void aBrokenOffRequestPassesAllItsTokensAgainAndEndsAfterAsMany() {
    Request request = new Request(0, 0, PROMPT, 0, ANSWER, 0);
    request.pass(PROMPT);
    request.begin(1, 10);
    assertEquals(10 + ANSWER - 1, request.lastStep());
    request.breakOff(15);
    assertEquals(PROMPT + 6, request.rest());
    request.begin(2, 30);
    assertEquals(30 + ANSWER - 7, request.lastStep());
    assertEquals(1, request.ttftSeconds());
  }
}
