//! The look-ups beside the window, whenever one is due until the workspace is closed.

use super::Workspace;
use desk_core::clock::Timestamp;
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How long after a file could not be used outcomes are looked up again.
const AFTER_FAILURE: SignedDuration = SignedDuration::from_secs(30);

/// Looks unknown outcomes up whenever one is due. It holds on to the workspace only while it looks, so that it can be closed.
pub(super) async fn look_up(workspace: Arc<Workspace>) {
    let (weak, bell) = (Arc::downgrade(&workspace), Arc::clone(&workspace.bell));
    let clock = workspace.backing.clock();
    drop(workspace);
    while let Some(workspace) = weak.upgrade() {
        if workspace.closed.load(Ordering::Relaxed) {
            return;
        }
        let due = next_look(&workspace).await;
        let mut due = due;
        if due.is_some_and(|due| due <= clock.now()) {
            if workspace.look_up_due().await.is_ok() {
                continue;
            }
            // A disk that refuses is not asked again at once.
            due = clock.now().checked_add(AFTER_FAILURE).ok();
        }
        drop(workspace);
        match due {
            Some(due) => {
                tokio::select! {
                    () = clock.sleep_until(due) => {}
                    () = bell.notified() => {}
                }
            }
            None => bell.notified().await,
        }
    }
}

/// Reads the disk, so on a thread of its own. A file that cannot be read now is asked again a little later.
async fn next_look(workspace: &Arc<Workspace>) -> Option<Timestamp> {
    let workspace = Arc::clone(workspace);
    let now = workspace.now();
    let due = tokio::task::spawn_blocking(move || workspace.core.next_look()).await;

    match due {
        Ok(Ok(due)) => due,
        Ok(Err(_)) | Err(_) => now.checked_add(AFTER_FAILURE).ok(),
    }
}
