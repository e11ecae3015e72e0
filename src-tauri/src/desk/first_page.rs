//! Whether the window has shown its first full page. What nobody sees before that page waits for it, so that it is there
//! sooner: on two cores every reading of TikTok beside it delays it.

use std::time::Duration;
use tokio::sync::watch;

/// Shared by the one who hears of the page and those who wait for it.
#[derive(Clone)]
pub struct FirstPage {
    shown: watch::Sender<bool>,
    limit: Duration,
}

impl FirstPage {
    /// Still to come; after `limit` it is not waited for any more.
    #[must_use]
    pub fn coming(limit: Duration) -> Self {
        let shown = watch::Sender::new(false);

        Self { shown, limit }
    }

    /// It is there.
    pub fn show(&self) {
        self.shown.send_replace(true);
    }

    /// Comes back when it is there, or late.
    pub async fn wait(&self) {
        let mut told = self.shown.subscribe();
        let _came = tokio::time::timeout(self.limit, told.wait_for(|shown| *shown)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_goes_on_when_the_page_is_shown() {
        let page = FirstPage::coming(Duration::from_hours(1));
        let waits = tokio::spawn({
            let page = page.clone();
            async move { page.wait().await }
        });
        tokio::task::yield_now().await;
        assert!(!waits.is_finished());
        page.show();
        waits.await.unwrap();
        page.wait().await;
        FirstPage::coming(Duration::ZERO).wait().await;
    }
}
